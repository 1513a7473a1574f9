using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Answers with what a run's outcomes add up to.</summary>
internal sealed class GetRunSummary : ISlice
{
    private const string Description = """
        What the run's outcomes add up to, whole and per step: counts, rates, HDR percentiles of response time (from the planned
        start), service time (from the real one) and start lag in milliseconds, mean phases, HTTP statuses, CURLcodes with their
        symbols, why requests count as failed, negotiated HTTP versions, connections and their streams, iterations against the
        plan, thresholds with their figures, what the load cost the generator, and checks of the generator itself. Read
        `validity` first: `invalid` says that the figures show the generator rather than the target.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Summary, HandleAsync)
        .WithName("getRunSummary")
        .WithTags(RunAddress.Tag)
        .WithSummary("Read a run's figures")
        .WithDescription(Description)
        .TakesRunId()
        .Answers<RunSummary>(StatusCodes.Status200OK, "The summary.")
        .Fails(ProblemType.RunNotFound, ProblemType.NoSummaryYet, ProblemType.NoSummary);

    private static async Task<IResult> HandleAsync(string id, RunStore runs, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return RunProblems.NotFound(id);
        return run.SummaryJson is { } summary
            ? Results.Text(summary, "application/json")
            : RunProblems.NoResults(run, "summary", ProblemType.NoSummaryYet, ProblemType.NoSummary);
    }
}
