using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Load;
using Curlew.Domain.Definitions.Reading;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class DefinitionReaderTests
{
    [Fact]
    public void Read_Shorthand_ResolvesEveryDefault()
    {
        var definition = ReadJson.Of("""
            {"url": "https://shop.test/cart", "virtualUsers": 64, "durationSeconds": 10}
            """).Definition();

        definition.Name.Should().Be("GET https://shop.test/cart");
        definition.HttpVersion.Should().Be(HttpVersionChoice.Auto);
        definition.MaxConnects.Should().Be(100);
        definition.Engine.Should().Be("default");
        definition.Load.Should().Be(ClosedLoad.Constant(64, TimeSpan.FromSeconds(10), null));
        definition.Tls.Should().Be(new TlsSettings(true, null, null, null));
        definition.KeepCookies.Should().BeFalse();
        var step = definition.Steps.Should().ContainSingle().Subject;
        step.Name.Should().Be("step1");
        step.Method.Should().Be("GET");
        step.Url.Source.Should().Be("https://shop.test/cart");
        step.Headers.Should().BeEmpty();
        step.Body.Should().BeNull();
        step.Timeout.Should().Be(TimeSpan.FromSeconds(30));
        step.ConnectTimeout.Should().Be(TimeSpan.FromSeconds(10));
        step.FollowRedirects.Should().BeFalse();
        step.MaxRedirects.Should().Be(10);
        step.ThinkTime.Should().Be(TimeSpan.Zero);
        step.MaxResponseBytes.Should().Be(1L << 30);
        step.Expect.Statuses.Should().BeEmpty();
    }

    [Fact]
    public void Read_FullForm_TakesEveryField()
    {
        var definition = ReadJson.Of("""
            {
              "name": "checkout", "httpVersion": "2-prior-knowledge", "maxConnects": 7, "engine": "old", "keepCookies": true,
              "steps": [{
                "name": "login", "method": "PUT", "url": "http://[::1]:8080/login?a=b#c",
                "headers": {"X-B": "2", "X-A": "1", "X-Empty": ""}, "body": "häuser",
                "timeoutSeconds": 1.5, "connectTimeoutSeconds": 0.25, "followRedirects": true, "maxRedirects": 0,
                "thinkTimeSeconds": 0.1, "maxResponseBytes": 1000, "expect": {"status": [200, 404]}
              }],
              "load": {"model": "closed", "virtualUsers": 3, "requests": 1e3},
              "tls": {"verify": false}
            }
            """).Definition();

        definition.Name.Should().Be("checkout");
        definition.HttpVersion.Should().Be(HttpVersionChoice.Http2PriorKnowledge);
        definition.MaxConnects.Should().Be(7);
        definition.Engine.Should().Be("old");
        definition.KeepCookies.Should().BeTrue();
        definition.Load.Should().Be(ClosedLoad.Constant(3, null, 1000));
        definition.Tls.Verify.Should().BeFalse();
        var step = definition.Steps[0];
        step.Name.Should().Be("login");
        step.Method.Should().Be("PUT");
        step.Url.Source.Should().Be("http://[::1]:8080/login?a=b#c");
        step.Headers.Select(header => $"{header.Key}={header.Value}").Should().Equal("X-B=2", "X-A=1", "X-Empty=");
        Encoding.UTF8.GetString(step.Body!.Content.LiteralBytes.Span).Should().Be("häuser");
        step.Timeout.Should().Be(TimeSpan.FromSeconds(1.5));
        step.ConnectTimeout.Should().Be(TimeSpan.FromSeconds(0.25));
        step.FollowRedirects.Should().BeTrue();
        step.MaxRedirects.Should().Be(0);
        step.ThinkTime.Should().Be(TimeSpan.FromSeconds(0.1));
        step.MaxResponseBytes.Should().Be(1000);
        step.Expect.Statuses.Should().Equal(200, 404);
    }

    [Fact]
    public void Read_ManyFaults_NamesAllInTheDocumentsOrder()
    {
        var reading = ReadJson.Of("""
            {
              "httpVersion": "3.0", "maxConnects": 0, "colour": "red", "engine": "new",
              "steps": [{"url": "ftp://shop.test", "method": "G ET", "headers": {"A": "1\r\n"}, "timeoutSeconds": -1,
                         "expect": {"status": [99, "x", 600]}}],
              "load": {"virtualUsers": 1.5, "durationSeconds": 1, "requests": 1},
              "tls": {"caCertificatePem": "none"}
            }
            """);

        reading.Definition.Should().BeNull();
        reading.Fields().Should().Equal(
            "httpVersion",
            "maxConnects",
            "colour",
            "engine",
            "steps[0].url",
            "steps[0].method",
            "steps[0].headers.A",
            "steps[0].timeoutSeconds",
            "steps[0].expect.status[0]",
            "steps[0].expect.status[1]",
            "steps[0].expect.status[2]",
            "load.virtualUsers",
            "load.requests",
            "tls.caCertificatePem");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("{} {}")]
    [InlineData("{\"name\": NaN}")]
    public void Read_NoJson_Throws(string text) =>
        FluentActions.Invoking(() => ReadJson.Of(text)).Should().Throw<JsonException>();

    [Fact]
    public void Read_NestedAThousandDeep_Throws() =>
        FluentActions.Invoking(() => ReadJson.OfStep($"\"body\": {new string('[', 1000)}{new string(']', 1000)}"))
            .Should().Throw<JsonException>().WithMessage("*depth*");

    [Fact]
    public void Read_InvalidUtf8_Throws() =>
        FluentActions.Invoking(() => DefinitionReader.Read(new byte[] { (byte)'"', 0xC3, (byte)'"' }, ReadJson.Engines))
            .Should().Throw<JsonException>();

    [Fact]
    public void Read_ByteOrderMark_IsPassedOver() =>
        ReadJson.Of("\uFEFF{\"url\": \"http://shop.test\", \"requests\": 1}").Definition().Steps.Should().ContainSingle();

    [Theory]
    [InlineData("[]", "an array")]
    [InlineData("null", "null")]
    [InlineData("1", "a number")]
    public void Read_NoObject_SaysSo(string json, string kind)
    {
        var fault = ReadJson.Of(json).OnlyFault();

        fault.Field.Should().BeEmpty();
        fault.Message.Should().Be($"Must be a JSON object, but is {kind}.");
    }

    [Fact]
    public void Read_Empty_NamesWhatIsMissing() =>
        ReadJson.Of("{}").Fields().Should().BeEquivalentTo("url", "durationSeconds");

    [Fact]
    public void Read_Null_IsTheDefault() =>
        ReadJson.OfRun("\"name\": null, \"maxConnects\": null, \"virtualUsers\": null").Definition().MaxConnects.Should().Be(100);

    [Theory]
    [InlineData("httpversion", "httpVersion")]
    [InlineData("maxConnect", "maxConnects")]
    [InlineData("virtual_users", "virtualUsers")]
    public void Read_MisspeltField_SuggestsTheKnownOne(string written, string meant)
    {
        var fault = ReadJson.OfRun($"\"{written}\": 1").OnlyFault();

        fault.Field.Should().Be(written);
        fault.Message.Should().Be($"Is not a known field; did you mean `{meant}`?");
    }

    [Theory]
    [InlineData("users", "users")]
    [InlineData("hatchRate", "hatchRate")]
    [InlineData("expectedNumberOfVirtualUsersPerHour", "expectedNumberOfVirtualUsersPerHour")]
    [InlineData("a b\r\n", "['a b\\u000d\\u000a']")]
    [InlineData("", "['']")]
    public void Read_UnknownField_ListsTheKnownOnes(string written, string shown)
    {
        var fault = ReadJson.OfRun($"{JsonSerializer.Serialize(written)}: 1").OnlyFault();

        fault.Field.Should().Be(shown);
        fault.Message.Should().Contain("`httpVersion`").And.Contain("`load`");
    }

    [Fact]
    public void Read_FieldTwice_IsAFault() =>
        ReadJson.OfRun("\"name\": \"a\", \"name\": \"b\"").OnlyFault().Message.Should().Contain("more than once");

    [Theory]
    [InlineData("\"name\": \"\\ud800\"", "name")]
    [InlineData("\"\\udfff\": 1", "")]
    public void Read_HalfASurrogatePair_IsAFault(string member, string field)
    {
        var fault = ReadJson.OfRun(member).OnlyFault();

        fault.Field.Should().Be(field);
        fault.Message.Should().Contain("not valid Unicode");
    }

    [Fact]
    public void Read_ThousandsOfFaults_ListsTwoHundredAndCountsTheRest()
    {
        var members = string.Join(",", Enumerable.Range(0, 900).Select(i => $"\"X-{i}\": 1"));

        var reading = ReadJson.OfStep($"\"headers\": {{{members}}}");

        reading.Faults.Should().HaveCount(201);
        reading.Faults[^1].Message.Should().Be("There are 700 more faults, which are not listed.");
    }

    [Fact]
    public void Read_ArrayOfAMillion_IsRefusedUnread()
    {
        var statuses = string.Join(",", Enumerable.Repeat("\"x\"", 1_000_000));

        ReadJson.OfStep($"\"expect\": {{\"status\": [{statuses}]}}").OnlyFault().Message
            .Should().Be("Must have at most 1000 elements, but has 1000000.");
    }
}
