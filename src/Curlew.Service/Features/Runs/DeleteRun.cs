using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Deletes a run that has ended, with all its outcomes.</summary>
internal sealed class DeleteRun : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete(RunAddress.Run, HandleAsync)
        .WithName("deleteRun")
        .WithTags(RunAddress.Tag)
        .WithSummary("Delete a run")
        .WithDescription("Deletes a run that has ended, its summary and all its outcomes, for good.")
        .TakesRunId()
        .Answers(StatusCodes.Status204NoContent, "Deleted.")
        .Fails(ProblemType.RunNotFound, ProblemType.RunNotEnded);

    private static async Task<IResult> HandleAsync(string id, RunStore runs, OutcomeStore outcomes, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId))
            return RunProblems.NotFound(id);
        if (await runs.DeleteAsync(runId, cancelled))
        {
            outcomes.Delete(runId);
            return Results.NoContent();
        }

        return await runs.FindAsync(runId, cancelled) is { } run
            ? Problem.Of(
                ProblemType.RunNotEnded,
                $"The run is {run.Status.ToWord()}; stop it first, with POST {RunAddress.Of(runId)}/stop.")
            : RunProblems.NotFound(id);
    }
}
