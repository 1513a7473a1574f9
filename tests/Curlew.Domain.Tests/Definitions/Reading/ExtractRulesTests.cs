using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Extraction;
using Curlew.Domain.Json;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class ExtractRulesTests
{
    [Fact]
    public void Extract_OfEachKind_IsTaken()
    {
        JsonPointer.TryParse("/items/0/id", out var pointer, out var fault).Should().BeTrue(fault);

        Read("""
            {"name": "a", "from": "json", "pointer": "/items/0/id"}, {"name": "b-2", "from": "header", "header": "X-B"},
            {"name": "_c", "from": "cookie", "cookie": "session"}, {"name": "d", "from": "regex", "pattern": "id=(\\d+)"}
            """).Definition().Steps[0].Extract.Should().Equal(
            new JsonExtraction("a", pointer!),
            new HeaderExtraction("b-2", "X-B"),
            new CookieExtraction("_c", "session"),
            new RegexExtraction("d", @"id=(\d+)", 1));
    }

    [Theory]
    [InlineData("abc", null, 0)]
    [InlineData("a(b)c", null, 1)]
    [InlineData("a(b)c", 0, 0)]
    [InlineData("a(b)(?<n>c)", 2, 2)]
    [InlineData("a(?<7>b)", null, 7)]
    [InlineData("(?:a)", null, 0)]
    [InlineData("(a)\\\\1", null, 1)]
    [InlineData("(?<=x)y", null, 0)]
    public void Regex_Group_IsTheFirstWhereThereIsOne(string pattern, int? group, int expected) =>
        Read($$"""{"name": "a", "from": "regex", "pattern": "{{pattern}}", "group": {{group?.ToString() ?? "null"}}}""").Definition()
            .Steps[0].Extract[0].Should().BeOfType<RegexExtraction>().Which.Group.Should().Be(expected);

    [Theory]
    [InlineData("""{"from": "header", "header": "X"}""", "name", "missing")]
    [InlineData("""{"name": "1a", "from": "header", "header": "X"}""", "name", "\"1a\"")]
    [InlineData("""{"name": "a.b", "from": "header", "header": "X"}""", "name", "letter or _")]
    [InlineData("""{"name": "now", "from": "header", "header": "X"}""", "name", "every journey has (`now`)")]
    [InlineData("""{"name": "a"}""", "from", "\"cookie\" or \"regex\"")]
    [InlineData("""{"name": "a", "from": "xml"}""", "from", "Must be \"json\"")]
    [InlineData("""{"name": "a", "from": "json"}""", "pointer", "needs `pointer`")]
    [InlineData("""{"name": "a", "from": "header"}""", "header", "needs `header`")]
    [InlineData("""{"name": "a", "from": "cookie"}""", "cookie", "needs `cookie`")]
    [InlineData("""{"name": "a", "from": "regex"}""", "pattern", "needs `pattern`")]
    [InlineData("""{"name": "a", "from": "json", "pointer": "", "header": "X"}""", "header", "takes `pointer`; leave it out")]
    [InlineData("""{"name": "a", "from": "header", "header": "X", "group": 1}""", "group", "takes `header`")]
    [InlineData("""{"name": "a", "from": "regex", "pattern": "x", "pointer": ""}""", "pointer", "takes `pattern` and `group`")]
    [InlineData("""{"name": "a", "from": "json", "pointer": "token"}""", "pointer", "RFC 6901")]
    [InlineData("""{"name": "a", "from": "header", "header": "X A"}""", "header", "name of a header")]
    [InlineData("""{"name": "a", "from": "cookie", "cookie": "a=b"}""", "cookie", "name of a cookie")]
    [InlineData("""{"name": "a", "from": "cookie", "cookie": ""}""", "cookie", "name of a cookie")]
    [InlineData("""{"name": "a", "from": "regex", "pattern": "a(b"}""", "pattern", "at character 3: Not enough )'s.")]
    [InlineData("""{"name": "a", "from": "regex", "pattern": "[z-a]"}""", "pattern", "at character 4")]
    [InlineData("""{"name": "a", "from": "regex", "pattern": "x", "group": 1}""", "group", "has no groups")]
    [InlineData("""{"name": "a", "from": "regex", "pattern": "(x)", "group": 2}""", "group", "(0, 1), but is 2")]
    [InlineData("""{"name": "a", "from": "regex", "pattern": "(x)", "group": 100}""", "group", "from 0 to 99")]
    public void Extract_Faulty_IsNamed(string extract, string field, string part)
    {
        var fault = Read(extract).OnlyFault();

        fault.Field.Should().Be($"steps[0].extract[0].{field}");
        fault.Message.Should().Contain(part);
    }

    [Fact]
    public void Extract_SameNameTwiceInAStep_IsAFault()
    {
        var entry = """{"name": "a", "from": "json", "pointer": ""}""";

        Read($"{entry}, {entry}").OnlyFault().Field.Should().Be("steps[0].extract[1].name");
    }

    [Fact]
    public void Extract_NameTooLong_NamesTheLimit() =>
        Read($$"""{"name": "{{new string('a', 101)}}", "from": "json", "pointer": ""}""").OnlyFault().Message.Should().Contain("at most 100");

    [Fact]
    public void Extract_TooMany_NamesTheLimit() =>
        Read(string.Join(",", Enumerable.Range(0, 51).Select(i => $$"""{"name": "a{{i}}", "from": "json", "pointer": ""}"""))).OnlyFault()
            .Message.Should().Be("Must have at most 50 elements, but has 51.");

    [Fact]
    public void Regex_OfAllStepsTooLong_NamesTheFirstThatHasNoRoom()
    {
        var pattern = new string('a', DefinitionLimits.PatternLength);
        var entries = Enumerable.Range(0, 21).Select(i => $$"""{"name": "a{{i}}", "from": "regex", "pattern": "{{pattern}}"}""");

        var fault = Read(string.Join(",", entries)).OnlyFault();

        fault.Field.Should().Be("steps[0].extract[20].pattern");
        fault.Message.Should().Contain("above 20000 characters");
    }

    private static Curlew.Domain.Definitions.Reading.DefinitionReading Read(string entries) => ReadJson.OfStep($"\"extract\": [{entries}]");
}
