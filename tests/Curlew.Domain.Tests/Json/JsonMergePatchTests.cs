using System.Text.Json.Nodes;
using Curlew.Domain.Json;

namespace Curlew.Domain.Tests.Json;

public sealed class JsonMergePatchTests
{
    /// <summary>Those of the examples of RFC 7396, appendix A, whose documents and patches are objects.</summary>
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Apply_ExamplesOfTheRfc_AreAsItSays(string target, string patch, string expected)
    {
        var (changed, changes) = (JsonNode.Parse(target)!.AsObject(), JsonNode.Parse(patch)!.AsObject());

        JsonMergePatch.Apply(changed, changes);

        changed.ToJsonString().Should().Be(expected);
        changes.ToJsonString().Should().Be(patch);
    }
}
