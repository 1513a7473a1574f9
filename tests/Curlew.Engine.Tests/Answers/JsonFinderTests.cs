using System.Text;
using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Engine.Answers;

namespace Curlew.Engine.Tests.Answers;

public sealed class JsonFinderTests
{
    /// <summary>The examples of RFC 6901, section 5.</summary>
    private const string Rfc6901 = """
        { "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8 }
        """;

    [Theory]
    [InlineData("/foo", """["bar", "baz"]""")]
    [InlineData("/foo/0", "\"bar\"")]
    [InlineData("/", "0")]
    [InlineData("/a~1b", "1")]
    [InlineData("/c%d", "2")]
    [InlineData("/e^f", "3")]
    [InlineData("/g|h", "4")]
    [InlineData("/i\\j", "5")]
    [InlineData("/k\"l", "6")]
    [InlineData("/ ", "7")]
    [InlineData("/m~0n", "8")]
    public void TryFind_ExamplesOfRfc6901_FindsTheValue(string pointer, string value) => Find(Rfc6901, pointer).Should().Be(value);

    [Theory]
    [InlineData("{}", "/a")]
    [InlineData("{\"a\": 1}", "/a/b")]
    [InlineData("[1, 2]", "/2")]
    [InlineData("[1, 2]", "/01")]
    [InlineData("[1, 2]", "/-")]
    [InlineData("[1, 2]", "/a")]
    [InlineData("{\"a\": {\"b\": 1}}", "/b")]
    [InlineData("{\"a\": [", "/a/0")]
    [InlineData("{\"a\": [1", "/a")]
    [InlineData("<html>", "/a")]
    [InlineData("", "")]
    public void TryFind_NothingThere_IsFalse(string json, string pointer) => Find(json, pointer).Should().BeNull();

    [Theory]
    [InlineData("{\"x\": {\"a\": 1}, \"a\": {\"deep\": [{\"no\": 1}, {\"yes\": true}]}}", "/a/deep/1/yes", "true")]
    [InlineData("{\"a\": 1} and what is no JSON", "/a", "1")]
    [InlineData("{\"caf\\u00e9\": \"x\"}", "/café", "\"x\"")]
    [InlineData("[[[7]]]", "/0/0/0", "7")]
    public void TryFind_DeepOrEscaped_FindsTheValue(string json, string pointer, string value) => Find(json, pointer).Should().Be(value);

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("100", "1e2", true)]
    [InlineData("\"a\"", "\"\\u0061\"", true)]
    [InlineData("{\"x\": 1, \"y\": [true]}", "{\"y\": [true], \"x\": 1.0}", true)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("null", "false", false)]
    [InlineData("null", "null", true)]
    [InlineData("true", "true", true)]
    [InlineData("[1, 2]", "[2, 1]", false)]
    [InlineData("[1, ", "[1]", false)]
    public void Equals_TwoValues_ComparesAsJson(string answer, string expected, bool equal)
    {
        var json = Encoding.UTF8.GetBytes(answer);
        JsonPointer.TryParse("", out var pointer, out _).Should().BeTrue();
        JsonFinder.TryFind(json, pointer!, out var reader).Should().BeTrue();

        new JsonValue(JsonElement.Parse(expected)).Equals(json, ref reader).Should().Be(equal);
    }

    private static string? Find(string json, string text)
    {
        JsonPointer.TryParse(text, out var pointer, out _).Should().BeTrue();
        var bytes = Encoding.UTF8.GetBytes(json);
        return JsonFinder.TryFind(bytes, pointer!, out var reader) && JsonFinder.TryReadRaw(bytes, ref reader, out var raw)
            ? Encoding.UTF8.GetString(raw)
            : null;
    }
}
