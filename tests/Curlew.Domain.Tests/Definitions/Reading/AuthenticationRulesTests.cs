using Curlew.Domain.Definitions;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class AuthenticationRulesTests
{
    [Fact]
    public void Basic_UserAndPassword_AreCompiled()
    {
        var basic = (BasicAuthentication)Read("""{"type": "basic", "user": "user${vu}", "password": "s:ä ${token}"}""").Definition().Steps[1].Authentication!;

        (basic.User.Shown(), basic.Password.Shown()).Should().Be(("user<vu:None>", "s:ä <token:None>"));
    }

    [Fact]
    public void Basic_EmptyTexts_AreTaken() =>
        Read("""{"type": "basic", "user": "", "password": ""}""").Definition().Steps[1].Authentication.Should().BeOfType<BasicAuthentication>();

    [Theory]
    [InlineData("${token}", "<token:None>")]
    [InlineData("abc-._~+/123==", "abc-._~+/123==")]
    [InlineData("a.${token}=", "a.<token:None>=")]
    public void Bearer_Token_IsCompiled(string token, string shown) =>
        ((BearerAuthentication)Read($$"""{"type": "bearer", "token": "{{token}}"}""").Definition().Steps[1].Authentication!).Token.Shown()
            .Should().Be(shown);

    [Theory]
    [InlineData("{}", "type", "\"bearer\"")]
    [InlineData("""{"type": "digest"}""", "type", "\"basic\" or \"bearer\"")]
    [InlineData("""{"type": "basic", "password": "secret"}""", "user", "`user` and `password`")]
    [InlineData("""{"type": "basic", "user": "secret"}""", "password", "`user` and `password`")]
    [InlineData("""{"type": "basic", "user": "secret:1", "password": "secret"}""", "user", "colon")]
    [InlineData("""{"type": "basic", "user": "a", "password": "secret\n"}""", "password", "control characters")]
    [InlineData("""{"type": "basic", "user": "a", "password": "b", "token": "secret"}""", "token", "leave it out")]
    [InlineData("""{"type": "basic", "user": "a", "password": "${x}"}""", "password", "`x`")]
    [InlineData("""{"type": "bearer"}""", "token", "missing")]
    [InlineData("""{"type": "bearer", "token": ""}""", "token", "RFC 6750")]
    [InlineData("""{"type": "bearer", "token": "Bearer secret"}""", "token", "without the word")]
    [InlineData("""{"type": "bearer", "token": "secret\r\nX: y"}""", "token", "RFC 6750")]
    [InlineData("""{"type": "bearer", "token": "sec=ret"}""", "token", "RFC 6750")]
    [InlineData("""{"type": "bearer", "token": "${token} "}""", "token", "RFC 6750")]
    [InlineData("""{"type": "bearer", "token": "a", "password": "secret"}""", "password", "leave it out")]
    public void Authentication_Faulty_IsNamedWithoutTheSecret(string authentication, string field, string part)
    {
        var fault = Read(authentication).OnlyFault();

        fault.Field.Should().Be($"steps[1].authentication.{field}");
        fault.Message.Should().Contain(part).And.NotContain("secret");
    }

    [Fact]
    public void Authentication_BesideAnAuthorizationHeader_IsAFault() =>
        ReadJson.OfStep("""
            "headers": {"authorization": "x"}, "authentication": {"type": "bearer", "token": "a"}
            """).OnlyFault().Field.Should().Be("steps[0].authentication");

    private static Curlew.Domain.Definitions.Reading.DefinitionReading Read(string authentication) =>
        ReadJson.OfSecondStep($"\"authentication\": {authentication}");
}
