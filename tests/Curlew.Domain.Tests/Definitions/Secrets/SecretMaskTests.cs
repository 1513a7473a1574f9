using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Secrets;

namespace Curlew.Domain.Tests.Definitions.Secrets;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("authorization")]
    [InlineData("Cookie")]
    [InlineData("Proxy-Authorization")]
    [InlineData("X-Api-Key")]
    [InlineData("X-House-Token")]
    [InlineData("client-secret")]
    public void WithoutCredentials_HeaderThatIsOne_IsMaskedAndNamed(string header)
    {
        var masked = Of(new StepDocument
        {
            Url = "http://shop.test/", Headers = new Dictionary<string, string> { [header] = "hush", ["Accept"] = "text/html" },
        });

        masked.Headers.Should().Equal(new Dictionary<string, string> { [header] = "***", ["Accept"] = "text/html" });
    }

    [Fact]
    public void WithoutCredentials_Authentication_KeepsTypeAndUserOnly()
    {
        Of(new StepDocument { Authentication = new AuthenticationDocument { Type = "basic", User = "eve", Password = "hush" } })
            .Authentication.Should().Be(new AuthenticationDocument { Type = "basic", User = "eve", Password = "***" });
        Of(new StepDocument { Authentication = new AuthenticationDocument { Type = "bearer", Token = "hush" } })
            .Authentication.Should().Be(new AuthenticationDocument { Type = "bearer", Token = "***" });
    }

    [Theory]
    [InlineData("https://eve:hush@shop.test/cart", "https://***@shop.test/cart")]
    [InlineData("HTTP://eve@shop.test:81?a=b@c", "HTTP://***@shop.test:81?a=b@c")]
    [InlineData("http://eve:hu@sh@shop.test/", "http://***@shop.test/")]
    [InlineData("http://shop.test/a@b", "http://shop.test/a@b")]
    [InlineData("GET http://eve:hush@a.test/ and https://eve:hush@b.test", "GET http://***@a.test/ and https://***@b.test")]
    public void InText_UserInformationOfUrls_IsMasked(string text, string expected)
    {
        SecretMask.InText(text).Should().Be(expected);
        Of(new StepDocument { Name = text, Url = text }).Should().Be(new StepDocument { Name = expected, Url = expected });
        new RunDefinitionDocument { Name = text, Url = text }.WithoutCredentials()
            .Should().Be(new RunDefinitionDocument { Name = expected, Url = expected });
    }

    [Fact]
    public void WithoutCredentials_ClientCertificate_IsMasked()
    {
        var definition = new RunDefinitionDocument { Tls = new TlsDocument { Verify = true, ClientCertificatePem = "hush", ClientKeyPem = "hush" } };

        definition.WithoutCredentials().Tls
            .Should().Be(new TlsDocument { Verify = true, ClientCertificatePem = "***", ClientKeyPem = "***" });
    }

    private static StepDocument Of(StepDocument step) =>
        new RunDefinitionDocument { Steps = [step] }.WithoutCredentials().Steps.Should().ContainSingle().Subject;
}
