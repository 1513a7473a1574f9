using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Storage.Definitions;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Definitions;

/// <summary>Makes a run the baseline of its definition.</summary>
internal sealed class SetBaseline : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut(DefinitionAddress.Baseline, HandleAsync)
        .WithName("setBaseline")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Make a run the baseline")
        .WithDescription("""
            The baseline is the run that others of the same definition are held against; retention keeps it. It must be a run of
            this definition, of whatever revision, that has ended with a summary. The ETag of the definition changes with it.
            """)
        .TakesDefinitionId()
        .Accepts<BaselineRequest>("application/json")
        .TakesForExample([new BodyExample("run", "A run of the definition", new BaselineRequest("0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46"))])
        .Answers<DefinitionResource>(StatusCodes.Status200OK, "The definition with its baseline.")
        .AnswersWithHeader(StatusCodes.Status200OK, "ETag", DefinitionTag.Description)
        .Fails(
            ProblemType.NotJson, ProblemType.DefinitionNotFound, ProblemType.RunNotEnded, ProblemType.NoSummary, ProblemType.BodyTooLarge,
            ProblemType.UnsupportedMediaType, ProblemType.InvalidFields, ProblemType.RunNotOfDefinition);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, HttpResponse response, DefinitionStore definitions, RunStore runs, CancellationToken cancelled)
    {
        if (!DefinitionAddress.TryReadId(id, out var definitionId)
            || await definitions.FindRecordAsync(definitionId, cancelled) is null)
        {
            return DefinitionAddress.NotFound(id);
        }

        var (body, unread) = await JsonBody.ReadAsync(request, JsonBody.SmallBytes, cancelled);
        if (unread is not null)
            return unread;
        if (JsonBody.Read(() => DocumentReader.Read<BaselineRequest>(body), out var reading) is { } problem)
            return problem;
        if (reading.Document is not { } document)
            return JsonBody.ProblemOf(reading.Faults);
        if (document.RunId is not { } text)
            return JsonBody.ProblemOf([new DefinitionFault("runId", "Is missing: the id of the run that is to be the baseline.")]);
        if (!RunId.TryParse(text, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return NoSuchRun();
        if (Refuse(run, definitionId) is { } refused)
            return refused;

        if (!await definitions.SetBaselineAsync(definitionId, run.Id, cancelled))
            return await definitions.FindRecordAsync(definitionId, cancelled) is null ? DefinitionAddress.NotFound(id) : NoSuchRun();
        if (await definitions.FindAsync(definitionId, cancellationToken: cancelled) is not { } saved)
            return DefinitionAddress.NotFound(id);
        DefinitionTag.Set(response, saved.Definition);
        return Results.Ok(DefinitionResource.Of(saved));

        IResult NoSuchRun() => JsonBody.ProblemOf(
            [new DefinitionFault("runId", $"No run has this id; GET {DefinitionLinks.Of(definitionId).Runs} lists the definition's.")]);
    }

    private static IResult? Refuse(RunRecord run, Guid definitionId)
    {
        var address = RunAddress.Of(new RunId(run.Id));
        if (run.DefinitionId != definitionId)
        {
            var of = run.DefinitionId is { } other ? $"of the definition {other:D}" : "of no saved definition";
            return Problem.Of(
                ProblemType.RunNotOfDefinition,
                $"The run is {of}; GET {DefinitionLinks.Of(definitionId).Runs} lists those that can be a baseline here.");
        }

        if (!run.Status.IsTerminal())
            return Problem.Of(ProblemType.RunNotEnded, $"The run is {run.Status.ToWord()}; ask again when {address} says that it has ended.");
        return run.SummaryJson is null
            ? Problem.Of(ProblemType.NoSummary, $"The run is {run.Status.ToWord()} and has no summary, so nothing can be held against it.")
            : null;
    }
}

/// <summary>Which run is to be the baseline.</summary>
/// <param name="RunId">The run's id; must be there.</param>
public sealed record BaselineRequest(string? RunId);
