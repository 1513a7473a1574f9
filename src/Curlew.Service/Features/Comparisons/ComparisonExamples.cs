using System.Text.Json.Nodes;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;

namespace Curlew.Service.Features.Comparisons;

/// <summary>Examples for the OpenAPI document; tests see to it that each is accepted.</summary>
internal static class ComparisonExamples
{
    /// <summary>Comparisons to start from.</summary>
    public static IReadOnlyList<BodyExample> Requests { get; } =
    [
        new("question", "Which HTTP version? 1.1, 2 and auto at 600 requests per second", new
        {
            url = "http://127.0.0.1:8080/",
            question = "httpVersion",
            ratePerSecond = 600,
            durationSeconds = 30,
        }),
        new("arms", "Two servers, under the load of a definition that is given whole", new
        {
            name = "next against now",
            definition = new { url = "http://127.0.0.1:8080/cart", virtualUsers = 16, durationSeconds = 20, warmUpSeconds = 2 },
            arms = new object[]
            {
                new { name = "now" },
                new { name = "next", overrides = new { target = "http://127.0.0.1:8081" } },
            },
            rounds = 5,
        }),
        new("matrix", "Every combination of two HTTP versions and two sizes of the connection cache", new
        {
            url = "http://127.0.0.1:8080/",
            virtualUsers = 64,
            durationSeconds = 10,
            matrix = new { httpVersion = new[] { "1.1", "2" }, maxConnects = new[] { 10, 100 } },
            rules = new { minChangePercent = 5, minChangeMs = 1 },
        }),
    ];

    /// <summary>What a faulty comparison is answered with.</summary>
    public static JsonNode Faults { get; } = new JsonObject
    {
        ["type"] = ProblemType.InvalidComparison.Uri,
        ["title"] = ProblemType.InvalidComparison.Title,
        ["status"] = ProblemType.InvalidComparison.Status,
        ["detail"] = "Nothing was queued; the comparison has 1 fault(s).",
        ["errors"] = new JsonObject
        {
            ["arms[1].overrides.httpVersion"] = new JsonArray("Must be \"auto\", \"1.1\", \"2\" or \"2-prior-knowledge\", but is \"3\"."),
        },
    };
}
