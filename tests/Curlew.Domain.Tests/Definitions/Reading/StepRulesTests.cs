using Curlew.Domain.Definitions;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class StepRulesTests
{
    [Theory]
    [InlineData("G ET")]
    [InlineData("GET\\r\\nX: y")]
    [InlineData("GET\\u0000")]
    [InlineData("")]
    [InlineData("MÉTHODE")]
    [InlineData("CONNECT")]
    public void Method_NoToken_IsAFault(string method) =>
        ReadJson.OfStep($"\"method\": \"{method}\"").OnlyFault().Field.Should().Be("steps[0].method");

    [Theory]
    [InlineData("M-SEARCH")]
    [InlineData("get")]
    public void Method_Token_IsSentAsWritten(string method) =>
        ReadJson.OfStep($"\"method\": \"{method}\"").Definition().Steps[0].Method.Should().Be(method);

    [Fact]
    public void Method_HeadBesideABody_IsAFault() =>
        ReadJson.OfStep("\"method\": \"HEAD\", \"body\": \"x\"").OnlyFault().Field.Should().Be("steps[0].method");

    [Theory]
    [InlineData("a\\r\\nInjected: 1")]
    [InlineData("a\\nb")]
    [InlineData("a\\u0000b")]
    [InlineData("a\\u007fb")]
    public void Header_ValueWithControlCharacters_IsAFault(string value) =>
        ReadJson.OfStep($$"""
            "headers": {"X-A": "{{value}}"}
            """).OnlyFault().Field.Should().Be("steps[0].headers.X-A");

    [Theory]
    [InlineData("X A", "['X A']")]
    [InlineData("X\\r\\nY", "['X\\u000d\\u000aY']")]
    [InlineData("", "['']")]
    [InlineData(":path", "[':path']")]
    public void Header_NameNoToken_IsAFault(string name, string shown)
    {
        var fault = ReadJson.OfStep($$"""
            "headers": {"{{name}}": "1"}
            """).OnlyFault();

        fault.Field.Should().Be($"steps[0].headers{shown}");
        fault.Message.Should().Contain("token");
    }

    [Theory]
    [InlineData("Content-Length", "5")]
    [InlineData("transfer-encoding", "chunked")]
    [InlineData("Expect", "100-continue")]
    [InlineData("Upgrade", "h2c")]
    [InlineData("HTTP2-Settings", "x")]
    [InlineData("Connection", "Upgrade")]
    public void Header_ThatLibcurlOwns_IsAFault(string name, string value) =>
        ReadJson.OfStep($$"""
            "headers": {"{{name}}": "{{value}}"}
            """).OnlyFault().Field.Should().Be($"steps[0].headers.{name}");

    [Fact]
    public void Header_ConnectionClose_IsTaken() =>
        ReadJson.OfStep("""
            "headers": {"Connection": "close"}
            """).Definition().Steps[0].Headers.Should().ContainSingle();

    [Fact]
    public void Header_TwiceInDifferentCase_NamesTheSecond() =>
        ReadJson.OfStep("""
            "headers": {"Accept": "a", "ACCEPT": "b"}
            """).OnlyFault().Field.Should().Be("steps[0].headers.ACCEPT");

    [Fact]
    public void Headers_TooMany_NamesTheLimit()
    {
        var headers = string.Join(",", Enumerable.Range(0, 101).Select(i => $"\"X-{i}\": \"\""));

        ReadJson.OfStep($"\"headers\": {{{headers}}}").OnlyFault().Message
            .Should().Be("Must have at most 100 headers, but has 101.");
    }

    [Fact]
    public void Header_TooLong_NamesTheLimit() =>
        ReadJson.OfStep($$"""
            "headers": {"X-A": "{{new string('a', 16_000)}}"}
            """).OnlyFault().Message.Should().Contain("16000");

    [Theory]
    [InlineData("timeoutSeconds", "0")]
    [InlineData("timeoutSeconds", "3601")]
    [InlineData("connectTimeoutSeconds", "-0.5")]
    [InlineData("thinkTimeSeconds", "-1")]
    [InlineData("maxRedirects", "51")]
    [InlineData("maxResponseBytes", "0")]
    public void Limit_OutOfRange_NamesTheRange(string field, string value)
    {
        var fault = ReadJson.OfStep($"\"{field}\": {value}").OnlyFault();

        fault.Field.Should().Be($"steps[0].{field}");
        fault.Message.Should().MatchRegex("^Must be a (whole )?number from [0-9.]+ to [0-9]+, but is ");
    }

    [Fact]
    public void ExpectedStatus_OutOfRange_NamesItsPlace()
    {
        var reading = ReadJson.OfStep("\"expect\": {\"status\": [200, 99, \"x\", 600]}");

        reading.Fields().Should().Equal("steps[0].expect.status[1]", "steps[0].expect.status[2]", "steps[0].expect.status[3]");
    }

    [Fact]
    public void Step_WithoutUrl_SaysThatItIsMissing() =>
        ReadJson.Of("""{"steps": [{"method": "GET"}], "load": {"requests": 1}}""").OnlyFault().Field.Should().Be("steps[0].url");

    [Fact]
    public void Steps_WithoutNames_AreNumbered() =>
        ReadJson.OfSecondStep("\"method\": \"PUT\"").Definition().Steps.Select(step => step.Name).Should().Equal("login", "step2");

    [Theory]
    [InlineData("\"name\": \"login\"", "\"login\"")]
    [InlineData("\"method\": \"PUT\"}, {\"url\": \"http://a.test\", \"name\": \"step2\"", "`steps[1]` is called \"step2\"")]
    public void Steps_OfOneName_AreAFault(string members, string part)
    {
        var fault = ReadJson.OfSecondStep(members).OnlyFault();

        fault.Field.Should().EndWith(".name");
        fault.Message.Should().Contain(part);
    }

    [Fact]
    public void Steps_AsManyAsAllowed_AreTaken() => OfSteps(DefinitionLimits.Steps).Definition().Steps.Should().HaveCount(100);

    [Theory]
    [InlineData("X-${vu}", "variables may stand in values")]
    public void Header_NameWithAVariable_SaysWhereVariablesMayStand(string name, string part) =>
        ReadJson.OfStep($$"""
            "headers": {"{{name}}": "1"}
            """).OnlyFault().Message.Should().Contain(part);

    [Theory]
    [InlineData("Authorization", "Bearer ${token}", "Bearer <token:None>")]
    [InlineData("Host", "${vu}.test", "<vu:None>.test")]
    [InlineData("X-Cost", "$${vu}", "${vu}")]
    public void Header_ValueWithVariables_IsCompiled(string name, string value, string shown)
    {
        var header = ReadJson.OfSecondStep($$"""
            "headers": {"{{name}}": "{{value}}"}
            """).Definition().Steps[1].Headers.Should().ContainSingle().Subject;

        (header.Key, header.Value.Source, header.Value.Shown()).Should().Be((name, value, shown));
    }

    [Theory]
    [InlineData("a\\r\\n${vu}", "U+000D")]
    [InlineData("${vu", "no \"}\" closes")]
    [InlineData("${tokn}", "did you mean `token`?")]
    public void Header_ValueWithFaultyVariables_IsOneFault(string value, string part)
    {
        var fault = ReadJson.OfSecondStep($$"""
            "headers": {"X-A": "{{value}}"}
            """).OnlyFault();

        fault.Field.Should().Be("steps[1].headers.X-A");
        fault.Message.Should().Contain(part);
    }

    [Theory]
    [InlineData("true", "X-Encoding", true)]
    [InlineData("false", "Accept-Encoding", false)]
    public void Compression_WithoutAHeaderOfItsOwn_IsTaken(string value, string header, bool expected) =>
        ReadJson.OfStep($$"""
            "compression": {{value}}, "headers": {"{{header}}": "gzip"}
            """).Definition().Steps[0].Compression.Should().Be(expected);

    [Fact]
    public void Compression_BesideAcceptEncoding_IsAFault() =>
        ReadJson.OfStep("""
            "compression": true, "headers": {"accept-encoding": "gzip"}
            """).OnlyFault().Field.Should().Be("steps[0].compression");

    [Fact]
    public void ContinueOnFailure_True_IsTaken() =>
        ReadJson.OfStep("\"continueOnFailure\": true").Definition().Steps[0].ContinueOnFailure.Should().BeTrue();

    private static Curlew.Domain.Definitions.Reading.DefinitionReading OfSteps(int count) =>
        ReadJson.Of($$"""
            {"steps": [{{string.Join(",", Enumerable.Repeat("{\"url\": \"http://a.test\"}", count))}}], "load": {"iterations": 1} }
            """);

    [Fact]
    public void Step_UnknownField_IsNamedWithItsPath() =>
        ReadJson.OfStep("\"retries\": 3").OnlyFault().Field.Should().Be("steps[0].retries");
}
