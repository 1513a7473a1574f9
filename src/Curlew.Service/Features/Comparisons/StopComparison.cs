using Curlew.Domain.Comparisons;
using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Problems;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Comparisons;

/// <summary>Stops a comparison.</summary>
internal sealed class StopComparison : ISlice
{
    private const string Reason = "Stopped by a request to the API.";

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(ComparisonAddress.Stop, HandleAsync)
        .WithName("stopComparison")
        .WithTags(ComparisonAddress.Tag)
        .WithSummary("Stop a comparison")
        .WithDescription(
            "No other run of it begins, and the one that waits or sends load is stopped, as with `POST /api/v1/runs/{id}/stop`. What has been "
            + "measured is kept, and its result is that of the runs that there are. On a comparison that has ended this does nothing.")
        .TakesComparisonId()
        .Answers<ComparisonResource>(StatusCodes.Status202Accepted, "The comparison, as it is after the request.")
        .Fails(ProblemType.ComparisonNotFound);

    private static async Task<IResult> HandleAsync(
        string id,
        ComparisonStore comparisons,
        RunStore runs,
        RunningRuns running,
        ComparisonShowing showing,
        CancellationToken cancelled)
    {
        if (!Guid.TryParseExact(id, "D", out var comparisonId))
            return ComparisonAddress.NotFound(id);

        // The comparison first, so that the end of its run has no other one queued.
        if (await comparisons.TryEndAsync(comparisonId, ComparisonStatus.Stopped, Reason, resultJson: null, cancelled))
        {
            foreach (var run in (await comparisons.ListRunsAsync(comparisonId, cancelled)).Where(run => !run.Status.IsTerminal()))
            {
                await runs.RequestStopAsync(run.Id, Reason, cancelled);
                running.Stop(run.Id);
            }
        }

        return await comparisons.FindAsync(comparisonId, cancelled) is { } comparison
            ? Results.Accepted(ComparisonAddress.Of(comparisonId), await showing.ShowAsync(comparison, cancelled))
            : ComparisonAddress.NotFound(id);
    }
}
