using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Pins a run.</summary>
internal sealed class PinRun : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut(RunAddress.Pin, HandleAsync)
        .WithName("pinRun")
        .WithTags(RunAddress.Tag)
        .WithSummary("Pin a run")
        .WithDescription(
            "Retention leaves the run and its outcomes alone from now on, however old it gets and whatever room it takes, and it "
            + "cannot be deleted by mistake. A run may be pinned before it has ended. On a run that is pinned this does nothing.")
        .TakesRunId()
        .Answers(StatusCodes.Status204NoContent, "It is pinned.")
        .Fails(ProblemType.RunNotFound);

    private static async Task<IResult> HandleAsync(string id, RunStore runs, CancellationToken cancelled) =>
        RunId.TryParse(id, out var runId) && await runs.SetPinnedAsync(runId, pinned: true, cancelled)
            ? Results.NoContent()
            : RunProblems.NotFound(id);
}
