using Curlew.Domain.Definitions.Reading;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class VariableScopeTests
{
    [Theory]
    [InlineData("${vu}${iteration}${uuid}${now}")]
    [InlineData("${token}${session}")]
    [InlineData("$${anything}")]
    public void Variable_Known_IsTaken(string text) => ReadThird(text).Definition();

    [Fact]
    public void Variable_Unknown_ListsWhatIsKnownThere() =>
        ReadThird("${colour}").OnlyFault().Should().Be(new Curlew.Domain.Definitions.DefinitionFault(
            "steps[2].headers.X-A",
            "Names the variable `colour`, which is not known here; known here are `token`, `session`, `vu`, `iteration`, `uuid`, `now`. "
            + "Write \"$${\" for a literal \"${\"."));

    [Theory]
    [InlineData("${tokn}", "did you mean `token`?")]
    [InlineData("${Session}", "did you mean `session`?")]
    [InlineData("${VU}", "did you mean `vu`?")]
    public void Variable_Misspelt_SuggestsTheKnownOne(string text, string part) =>
        ReadThird(text).OnlyFault().Message.Should().Contain(part).And.Contain("Known here are `token`");

    [Theory]
    [InlineData("${order}", "only a later step sets (\"pay\"); put that step before this one")]
    [InlineData("${cart}", "which this step itself sets")]
    public void Variable_NamedTooEarly_SaysWhoSetsIt(string text, string part) =>
        ReadThird(text).OnlyFault().Message.Should().Contain(part);

    [Fact]
    public void Variable_SetAgainLater_IsKnownFromTheFirstOn() => ReadThird("${token}", again: "token").Definition();

    [Fact]
    public void Variables_SeveralUnknown_AreNamedOnceEach() =>
        ReadThird("${a1}${b1}${a1}").Faults.Select(fault => fault.Message[..26]).Should().Equal("Names the variable `a1`, w", "Names the variable `b1`, w");

    [Theory]
    [InlineData("5")]
    [InlineData("""{"from": "header", "header": "X"}""")]
    [InlineData("""{"name": 5, "from": "header", "header": "X"}""")]
    public void Variable_AfterAFaultyExtraction_IsNotCalledUnknown(string extraction) =>
        ReadJson.Of($$"""
            {"steps": [{"url": "http://a.test", "extract": [{{extraction}}]}, {"url": "http://a.test/${token}"}], "load": {"iterations": 1} }
            """).OnlyFault().Field.Should().StartWith("steps[0].extract[0]");

    [Fact]
    public void Variable_OfAShorthand_IsBuiltIn()
    {
        ReadJson.Of("""{"url": "http://a.test/${iteration}", "requests": 1}""").Definition();
        ReadJson.Of("""{"url": "http://a.test/${itration}", "requests": 1}""").OnlyFault().Message.Should().Contain("did you mean `iteration`?");
    }

    [Fact]
    public void Variables_AMillionUnknown_AreCountedInNoTime()
    {
        var names = string.Concat(Enumerable.Range(0, 1_000_000).Select(number => $"${{x{number}}}"));

        var reading = ReadJson.OfStep($"\"body\": \"{names}\"");

        reading.Faults[^1].Message.Should().Be("There are 999800 more faults, which are not listed.");
    }

    /// <summary>The third of four steps, of which each sets something, has this text in a header.</summary>
    private static DefinitionReading ReadThird(string text, string again = "cart") => ReadJson.Of($$"""
        {"steps": [
          {"url": "http://a.test", "extract": [{"name": "token", "from": "json", "pointer": "/t"}]},
          {"url": "http://a.test", "extract": [{"name": "session", "from": "cookie", "cookie": "s"}]},
          {"url": "http://a.test", "headers": {"X-A": "{{text}}"}, "extract": [{"name": "{{again}}", "from": "json", "pointer": "/c"}]},
          {"name": "pay", "url": "http://a.test", "extract": [{"name": "order", "from": "json", "pointer": "/o"}]}],
         "load": {"iterations": 1} }
        """);
}
