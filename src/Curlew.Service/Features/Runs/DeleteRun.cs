using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Definitions;
using Curlew.Service.Problems;
using Curlew.Storage.Definitions;
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
        .WithDescription("Deletes a run that has ended, its summary and all its outcomes, for good. A pinned run and a baseline are let go first.")
        .TakesRunId()
        .Answers(StatusCodes.Status204NoContent, "Deleted.")
        .Fails(ProblemType.RunNotFound, ProblemType.RunNotEnded, ProblemType.RunPinned, ProblemType.RunIsBaseline);

    private static async Task<IResult> HandleAsync(
        string id, RunStore runs, DefinitionStore definitions, OutcomeStore outcomes, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId))
            return RunProblems.NotFound(id);

        // One that nothing keeps any more by the time that it is looked at can be deleted now.
        while (!await runs.DeleteAsync(runId, cancelled))
        {
            if (await runs.FindAsync(runId, cancelled) is not { } run)
                return RunProblems.NotFound(id);
            if (Refuse(run, await definitions.ListByBaselineAsync(run.Id, cancelled)) is { } refused)
                return refused;
        }

        outcomes.Delete(runId);
        return Results.NoContent();
    }

    private static IResult? Refuse(RunRecord run, IReadOnlyList<DefinitionRecord> baselineOf)
    {
        var address = RunAddress.Of(new RunId(run.Id));
        if (!run.Status.IsTerminal())
            return Problem.Of(ProblemType.RunNotEnded, $"The run is {run.Status.ToWord()}; stop it first, with POST {address}/stop.");
        if (run.Pinned)
            return Problem.Of(ProblemType.RunPinned, $"Somebody pinned the run so that it stays; let it go first, with DELETE {address}/pin.");
        if (baselineOf.Count == 0)
            return null;

        var names = string.Join(", ", baselineOf.Select(definition => $"\"{definition.Name}\""));
        var ways = string.Join(" and ", baselineOf.Select(definition => $"DELETE {DefinitionAddress.Of(definition.Id)}/baseline"));
        return Problem.Of(
            ProblemType.RunIsBaseline, $"Other runs of the definition {names} are held against this one; let it go first, with {ways}.");
    }
}
