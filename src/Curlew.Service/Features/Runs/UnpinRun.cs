using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Lets a pinned run go.</summary>
internal sealed class UnpinRun : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete(RunAddress.Pin, HandleAsync)
        .WithName("unpinRun")
        .WithTags(RunAddress.Tag)
        .WithSummary("Let a pinned run go")
        .WithDescription(
            "Retention treats the run as any other again, and may take it with its next sweep. On a run that is not pinned this "
            + "does nothing.")
        .TakesRunId()
        .Answers(StatusCodes.Status204NoContent, "It is not pinned.")
        .Fails(ProblemType.RunNotFound);

    private static async Task<IResult> HandleAsync(string id, RunStore runs, CancellationToken cancelled) =>
        RunId.TryParse(id, out var runId) && await runs.SetPinnedAsync(runId, pinned: false, cancelled)
            ? Results.NoContent()
            : RunProblems.NotFound(id);
}
