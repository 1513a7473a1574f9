using System.Net;

namespace Curlew.Service.Tests.Features.Runs;

/// <summary>Queries and addresses that are refused, and how.</summary>
public sealed class RunQueriesTests(SharedService shared)
{
    private const string Unknown = "01234567-89ab-7def-8123-456789abcdef";

    [Theory]
    [InlineData("status=done", "status")]
    [InlineData("httpVersion=3", "httpVersion")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-13-01T00:00:00Z", "to")]
    [InlineData("pinned=yes", "pinned")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=%00", "cursor")]
    [InlineData("stauts=queued", "stauts")]
    public async Task List_ParameterNotAllowed_NamesItAndWhatIs(string query, string parameter)
    {
        using var answer = await shared.Client.SendAsync("GET", $"/api/v1/runs?{query}");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query");
        problem.Fields().Should().Equal(parameter);
    }

    [Fact]
    public async Task List_ManyParametersNotAllowed_NamesAll()
    {
        using var answer = await shared.Client.SendAsync("GET", "/api/v1/runs?status=x&limit=x&cursor=x");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields()
            .Should().BeEquivalentTo("status", "limit", "cursor");
    }

    [Theory]
    [InlineData("status=99", "status")]
    [InlineData("status=6xx", "status")]
    [InlineData("curlCode=CURLE_NOPE", "curlCode")]
    [InlineData("curlCode=-1", "curlCode")]
    [InlineData("step=other", "step")]
    [InlineData("minServiceTimeMs=-1", "minServiceTimeMs")]
    [InlineData("minServiceTimeMs=NaN", "minServiceTimeMs")]
    [InlineData("failed=yes", "failed")]
    [InlineData("limit=10001", "limit")]
    [InlineData("from=2026-01-01T00:00:00Z", "from")]
    public async Task Outcomes_ParameterNotAllowed_NamesIt(string query, string parameter)
    {
        var run = await shared.Client.QueueAsync("""{"url": "http://127.0.0.1:1/", "requests": 1}""");

        using var answer = await shared.Client.SendAsync("GET", $"{run["links"]!["outcomes"]}?{query}");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields().Should().Equal(parameter);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/stop")]
    [InlineData("PUT", "/pin")]
    [InlineData("DELETE", "/pin")]
    [InlineData("GET", "/summary")]
    [InlineData("GET", "/outcomes")]
    public async Task Run_Unknown_IsNotFound(string method, string suffix)
    {
        foreach (var id in new[] { Unknown, "17", "a%0ab", "..%2f..%2fetc" })
        {
            using var answer = await shared.Client.SendAsync(method, $"/api/v1/runs/{id}{suffix}");

            await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "run-not-found");
        }
    }
}
