using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Errors;

/// <summary>Answers with how the requests of a run failed.</summary>
internal sealed class GetRunErrors : ISlice
{
    private const string Description = """
        The run's failed requests, those of the warm-up among them, grouped by CURLcode, HTTP status and reason, the most frequent
        first: how many and which share, when the first and the last of them ended, by step, the first of them as an example, and
        what such a failure commonly means and where to look. During the run too. `outcomes` leads to every single one.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Errors, HandleAsync)
        .WithName("getRunErrors")
        .WithTags(RunAddress.Tag)
        .WithSummary("Read how requests failed")
        .WithDescription(Description)
        .TakesRunId()
        .Answers<RunErrorList>(StatusCodes.Status200OK, "The failures, grouped; without items where no request failed (yet).")
        .Fails(ProblemType.InvalidQuery, ProblemType.RunNotFound);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, RunStore runs, RunErrors errors, EngineCatalog engines, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return RunProblems.NotFound(id);
        if (new QueryReading(request.Query, []).Problem() is { } problem)
            return problem;

        var groups = errors.Of(run);
        var failed = groups.Sum(group => group.Count);
        var requests = Math.Max(failed, run.Requests + WarmUpRequestsOf(run));
        var stepNames = RunSnapshot.StepNamesOf(run);
        return Results.Ok(new RunErrorList(
            requests,
            failed,
            [
                .. groups.OrderByDescending(group => group.Count).ThenBy(group => group.FirstEndedMs)
                    .Select(group => ErrorResource.Of(group, run, stepNames, requests, failed, engines)),
            ]));
    }

    /// <summary>Groups count the warm-up, and so do the counts of a run without a summary; those of one with it do not.</summary>
    private static long WarmUpRequestsOf(RunRecord run) => run.SummaryJson is { } summary
        ? JsonSerializer.Deserialize<WarmUpOfSummary>(summary, CurlewJson.Options)?.WarmUp?.Requests ?? 0
        : 0;

    private sealed record WarmUpOfSummary(WarmUpFigures? WarmUp);
}

/// <summary>How the requests of a run failed.</summary>
/// <param name="Requests">Requests that have ended, those of the warm-up among them.</param>
/// <param name="Failed">Those of them that failed.</param>
/// <param name="Items">The failures, grouped by CURLcode, HTTP status and reason, the most frequent first.</param>
public sealed record RunErrorList(long Requests, long Failed, IReadOnlyList<ErrorResource> Items);
