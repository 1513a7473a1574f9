using System.Text;
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

    [Fact]
    public void Body_Text_IsSentAsUtf8()
    {
        var step = ReadJson.OfStep("\"body\": \" {} \\u00e4\"").Definition().Steps[0];

        step.Method.Should().Be("POST");
        step.Body!.Kind.Should().Be(RequestBodyKind.Text);
        step.Body.ContentType.Should().StartWith("text/plain");
        Encoding.UTF8.GetString(step.Body.Bytes.Span).Should().Be(" {} ä");
    }

    [Theory]
    [InlineData("{ \"b\" : 1.50, \"a\" : [ null , true ] }", "{\"b\":1.50,\"a\":[null,true]}")]
    [InlineData("[ 1e3, \"\\u00e4\" ]", "[1e3,\"ä\"]")]
    public void Body_Json_IsSentCompactWithItsNumbersAsWritten(string written, string sent)
    {
        var body = ReadJson.OfStep($"\"body\": {written}").Definition().Steps[0].Body!;

        body.ContentType.Should().Be("application/json");
        Encoding.UTF8.GetString(body.Bytes.Span).Should().Be(sent);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    public void Body_OfAnotherKind_IsAFault(string value) =>
        ReadJson.OfStep($"\"body\": {value}").OnlyFault().Field.Should().Be("steps[0].body");

    [Fact]
    public void Body_JsonWithHalfASurrogatePair_IsAFault() =>
        ReadJson.OfStep("\"body\": {\"a\": [\"\\ud800\"]}").OnlyFault().Field.Should().Be("steps[0].body");

    [Fact]
    public void BodyBase64_Bytes_AreDecoded()
    {
        var body = ReadJson.OfStep("\"bodyBase64\": \"AAH/\"").Definition().Steps[0].Body!;

        body.Bytes.ToArray().Should().Equal(0, 1, 255);
        body.ContentType.Should().Be("application/octet-stream");
    }

    [Theory]
    [InlineData("AAH")]
    [InlineData("AA-_")]
    [InlineData("ä")]
    public void BodyBase64_NoBase64_IsAFault(string value) =>
        ReadJson.OfStep($"\"bodyBase64\": \"{value}\"").OnlyFault().Message.Should().StartWith("Must be base64");

    [Fact]
    public void Body_InBothForms_IsAFault() =>
        ReadJson.OfStep("\"body\": \"a\", \"bodyBase64\": \"AAH/\"").OnlyFault().Field.Should().Be("steps[0].bodyBase64");

    [Fact]
    public void Body_OverTheLimit_NamesTheLimit() =>
        ReadJson.OfStep($"\"body\": \"{new string('a', DefinitionLimits.BodyBytes + 1)}\"").OnlyFault().Message
            .Should().Be("Must have at most 10485760 bytes, but has 10485761.");

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
    public void Step_UnknownField_IsNamedWithItsPath() =>
        ReadJson.OfStep("\"extract\": []").OnlyFault().Field.Should().Be("steps[0].extract");
}
