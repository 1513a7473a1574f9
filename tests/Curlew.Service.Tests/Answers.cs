using System.Net;
using System.Text.Json.Nodes;

namespace Curlew.Service.Tests;

/// <summary>What answers hold, and what one that is a problem must be.</summary>
internal static class Answers
{
    /// <summary>The text of an answer.</summary>
    public static Task<string> TextAsync(this HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    /// <summary>The JSON of an answer.</summary>
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer) => JsonNode.Parse(await answer.TextAsync())!;

    /// <summary>The answer is problem details of this kind; answers its JSON.</summary>
    public static async Task<JsonNode> ShouldBeProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.TextAsync();
        answer.StatusCode.Should().Be(status, text);
        answer.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json");
        var problem = JsonNode.Parse(text)!;
        ((string?)problem["type"]).Should().Be($"urn:curlew:problem:{code}");
        ((int?)problem["status"]).Should().Be((int)status);
        ((string?)problem["title"]).Should().NotBeNullOrEmpty();
        ((string?)problem["detail"]).Should().NotBeNullOrEmpty();
        text.Should().NotContain("   at ", "no stack trace leaves the service");
        return problem;
    }

    /// <summary>The fields that a problem names, in its order.</summary>
    public static IEnumerable<string> Fields(this JsonNode problem) => problem["errors"]!.AsObject().Select(field => field.Key);
}
