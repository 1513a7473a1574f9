namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class RunRulesTests
{
    [Theory]
    [InlineData("\"3.0\"", "Must be \"auto\", \"1.1\", \"2\" or \"2-prior-knowledge\", but is \"3.0\".")]
    [InlineData("\"AUTO\"", "Must be \"auto\", \"1.1\", \"2\" or \"2-prior-knowledge\", but is \"AUTO\".")]
    [InlineData("2", "Must be a string, \"auto\", \"1.1\", \"2\" or \"2-prior-knowledge\", but is a number.")]
    public void HttpVersion_NotAllowed_NamesTheAllowedWords(string value, string message)
    {
        var fault = ReadJson.OfRun($"\"httpVersion\": {value}").OnlyFault();

        fault.Field.Should().Be("httpVersion");
        fault.Message.Should().Be(message);
    }

    [Theory]
    [InlineData("""{"port": 80, "address": "::1"}""", "resolve[0].host", "missing")]
    [InlineData("""{"host": "a.test", "address": "::1"}""", "resolve[0].port", "missing")]
    [InlineData("""{"host": "a.test", "port": 80}""", "resolve[0].address", "missing")]
    [InlineData("""{"host": "a test", "port": 80, "address": "::1"}""", "resolve[0].host", "a test")]
    [InlineData("""{"host": "a.test:1", "port": 80, "address": "::1"}""", "resolve[0].host", "a.test:1")]
    [InlineData("""{"host": "a.test", "port": 0, "address": "::1"}""", "resolve[0].port", "65535")]
    [InlineData("""{"host": "a.test", "port": 80, "address": "b.test"}""", "resolve[0].address", "b.test")]
    [InlineData("""{"host": "a.test", "port": 80, "address": "127.1"}""", "resolve[0].address", "127.1")]
    [InlineData("""{"host": "a.test", "port": 80, "address": "0177.0.0.1"}""", "resolve[0].address", "0177")]
    [InlineData("""{"host": "a.test", "port": 80, "address": "1.2.3.4,5.6.7.8"}""", "resolve[0].address", "5.6.7.8")]
    [InlineData("""{"host": "a.test", "port": 80, "address": "fe80::1%eth0"}""", "resolve[0].address", "eth0")]
    [InlineData("""{"host": "a.test", "port": 80, "address": "::1"}, {"host": "A.test", "port": 80, "address": "::2"}""", "resolve[1]", "already")]
    public void Resolve_Faulty_IsNamed(string entries, string field, string part)
    {
        var fault = ReadJson.OfRun($"\"resolve\": [{entries}]").OnlyFault();

        fault.Field.Should().Be(field);
        fault.Message.Should().Contain(part);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1099511627776")]
    [InlineData("100001")]
    [InlineData("1.5")]
    [InlineData("1e30")]
    [InlineData("-99999999999999999999999999")]
    public void MaxConnects_OutOfRange_NamesTheRange(string value)
    {
        var fault = ReadJson.OfRun($"\"maxConnects\": {value}").OnlyFault();

        fault.Field.Should().Be("maxConnects");
        fault.Message.Should().Be($"Must be a whole number from 1 to 100000, but is {value}.");
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("100000", 100_000)]
    [InlineData("5.0", 5)]
    public void MaxConnects_InRange_IsTaken(string value, int expected) =>
        ReadJson.OfRun($"\"maxConnects\": {value}").Definition().MaxConnects.Should().Be(expected);

    [Fact]
    public void Engine_NotLoaded_ListsTheLoadedOnes() =>
        ReadJson.OfRun("\"engine\": \"newest\"").OnlyFault().Message
            .Should().Be("Must be the name of a loaded engine (\"default\", \"old\"), but is \"newest\".");

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("\"a\\nb\"")]
    public void Name_WithNothingToShowOnOneLine_IsAFault(string value) =>
        ReadJson.OfRun($"\"name\": {value}").OnlyFault().Field.Should().Be("name");

    [Fact]
    public void Name_TooLong_NamesTheLimit() =>
        ReadJson.OfRun($"\"name\": \"{new string('a', 201)}\"").OnlyFault().Message
            .Should().Be("Must have at most 200 characters, but has 201.");

    [Fact]
    public void Name_LeftOutBesideALongUrl_IsCutToTheLimit() =>
        ReadJson.Of($$"""{"url": "http://shop.test/{{new string('a', 500)}}", "requests": 1}""").Definition().Name
            .Should().HaveLength(200).And.EndWith("…");

    [Fact]
    public void Shorthand_BesideTheFullForm_NamesEachFieldAndWhereItBelongs()
    {
        var reading = ReadJson.Of("""
            {"url": "http://a.test", "virtualUsers": 2, "requests": 1,
             "steps": [{"url": "http://b.test"}], "load": {"requests": 1}}
            """);

        reading.Fields().Should().Equal("url", "virtualUsers", "requests");
        reading.Faults[1].Message.Should().Contain("`load.virtualUsers`");
    }

    [Fact]
    public void FullForm_WithoutLoad_SaysThatItIsMissing() =>
        ReadJson.Of("""{"steps": [{"url": "http://a.test"}]}""").OnlyFault().Field.Should().Be("load");

    [Fact]
    public void FullForm_WithoutSteps_SaysThatTheyAreMissing() =>
        ReadJson.Of("""{"load": {"requests": 1}}""").OnlyFault().Field.Should().Be("steps");

    [Fact]
    public void Steps_None_SaysSo() =>
        ReadJson.Of("""{"steps": [], "load": {"requests": 1} }""").OnlyFault().Message.Should().Be("Must have at least one step.");

    [Fact]
    public void Steps_OfTheWrongKind_AreOneFaultEach() =>
        ReadJson.Of("""{"steps": [17], "load": []}""").Fields().Should().Equal("steps[0]", "load");

    [Theory]
    [InlineData("\"durationSeconds\": 0")]
    [InlineData("\"durationSeconds\": -1")]
    [InlineData("\"durationSeconds\": 86401")]
    [InlineData("\"durationSeconds\": 1e999")]
    [InlineData("\"durationSeconds\": \"NaN\"")]
    [InlineData("\"durationSeconds\": \"10\"")]
    public void Duration_OutOfRange_IsOneFault(string member)
    {
        var fault = ReadJson.Of($$"""{"url": "http://a.test", {{member}} }""").OnlyFault();

        fault.Field.Should().Be("durationSeconds");
        fault.Message.Should().StartWith("Must be a number from 0.001 to 86400, but is ");
    }

    [Fact]
    public void Load_WithBothEnds_SaysToGiveOne() =>
        ReadJson.Of("""{"url": "http://a.test", "requests": 1, "durationSeconds": 1}""").OnlyFault().Message
            .Should().Contain("one of the two");

    [Fact]
    public void Load_WithBothEndsBothFaulty_NamesAllFaults() =>
        ReadJson.Of("""{"url": "http://a.test", "requests": 0, "durationSeconds": -1}""").Fields()
            .Should().Equal("requests", "requests", "durationSeconds");

    [Theory]
    [InlineData("virtualUsers", "0")]
    [InlineData("virtualUsers", "50001")]
    public void VirtualUsers_OutOfRange_IsAFault(string field, string value) =>
        ReadJson.OfRun($"\"{field}\": {value}").OnlyFault().Message
            .Should().Be($"Must be a whole number from 1 to 50000, but is {value}.");

    [Theory]
    [InlineData("10")]
    [InlineData("10.5")]
    public void WarmUp_NotShorterThanTheLoad_NamesBoth(string seconds)
    {
        var fault = ReadJson.Of($$"""{"url": "http://a.test", "durationSeconds": 10, "warmUpSeconds": {{seconds}}}""").OnlyFault();

        fault.Field.Should().Be("warmUpSeconds");
        fault.Message.Should().Be($"Must be shorter than the load, which lasts 10 seconds, but is {seconds}.");
    }

    [Theory]
    [InlineData("\"durationSeconds\": 10", 9.999)]
    [InlineData("\"requests\": 1", 60)]
    public void WarmUp_ShorterOrBesideACount_IsTaken(string end, double seconds) =>
        ReadJson.Of($$"""{"url": "http://a.test", {{end}}, "warmUpSeconds": {{seconds}}}""").Definition()
            .WarmUp.Should().Be(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void WarmUp_BesideAFaultyLoad_IsNotJudged() =>
        ReadJson.Of("""{"url": "http://a.test", "durationSeconds": 0, "warmUpSeconds": 5}""").OnlyFault().Field
            .Should().Be("durationSeconds");

    [Theory]
    [InlineData("auto")]
    [InlineData("2")]
    [InlineData("2-prior-knowledge")]
    public void Connections_OfHttp2_AreTaken(string version)
    {
        var definition = ReadJson.OfRun($"\"httpVersion\": \"{version}\", \"connections\": 4, \"streamsPerConnection\": 25, \"virtualUsers\": 1000")
            .Definition();

        (definition.Connections, definition.StreamsPerConnection).Should().Be((4, 25));
        definition.Load.MaxVirtualUsers.Should().Be(1000, "those who find no stream free wait");
    }

    [Theory]
    [InlineData("connections")]
    [InlineData("streamsPerConnection")]
    public void Connections_BesideHttp11_AreAFault(string field)
    {
        var fault = ReadJson.OfRun($"\"httpVersion\": \"1.1\", \"{field}\": 4").OnlyFault();

        fault.Field.Should().Be(field);
        fault.Message.Should().Contain("`httpVersion` \"1.1\"").And.Contain("\"2-prior-knowledge\"");
    }

    [Theory]
    [InlineData("connections", "none")]
    [InlineData("streamsPerConnection", "perVirtualUser")]
    public void Connections_BesideConnectionReuse_AreAFault(string field, string reuse)
    {
        var fault = ReadJson.OfRun($"\"connectionReuse\": \"{reuse}\", \"{field}\": 4").OnlyFault();

        fault.Field.Should().Be(field);
        fault.Message.Should().Contain($"`connectionReuse` \"{reuse}\"");
    }

    [Theory]
    [InlineData("connections", "50001")]
    [InlineData("connections", "0")]
    [InlineData("streamsPerConnection", "1001")]
    public void Connections_OutOfRange_AreAFault(string field, string value) =>
        ReadJson.OfRun($"\"{field}\": {value}").OnlyFault().Message.Should().StartWith("Must be a whole number from 1 to ");
}
