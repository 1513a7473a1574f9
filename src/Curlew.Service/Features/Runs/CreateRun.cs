using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Runs;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Features.Definitions;
using Curlew.Service.Problems;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Runs;

/// <summary>Accepts a run and queues it.</summary>
internal sealed class CreateRun : ISlice
{
    private const string Description = """
        Checks the definition, queues the run and answers at once; runs are carried out one after the other (setting
        `Execution:ConcurrentRuns`). The address of the run is in `Location`.

        A definition is either the **full form** (`steps` and `load`) or the **shorthand** (`url` with `virtualUsers` and
        `durationSeconds` or `requests`; with `ratePerSecond` and `durationSeconds` for open load). Unknown fields are faults. A
        faulty definition is answered with all its faults at once, each under the path of its field, and nothing is queued.

        A **saved definition** is run by its `definitionId`, in its newest `revision` or the one that is named. `overrides` say what
        is to differ this time: a JSON Merge Patch (RFC 7396) on the full form, or fields of the shorthand; the saved definition
        stays as it is. Faults of the outcome are named under `overrides`. The run keeps a snapshot of what it carries out.

        Before the load a HEAD request finds out whether the server can be reached and what it negotiates; if it cannot,
        the run fails with libcurl's own words.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(RunAddress.Runs, HandleAsync)
        .WithName("createRun")
        .WithTags(RunAddress.Tag)
        .WithSummary("Queue a run")
        .WithDescription(Description)
        .Accepts<RunDefinitionDocument>("application/json")
        .TakesAlso<SavedRunDocument>(changes: "overrides")
        .TakesForExample([.. RunExamples.Definitions, .. RunExamples.OfSaved])
        .Answers<RunResource>(StatusCodes.Status202Accepted, "Queued; poll the run until its status is a last one.")
        .AnswersWithHeader(StatusCodes.Status202Accepted, "Location", "The run's address.")
        .Fails(ProblemType.NotJson, ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidDefinition)
        .AnswersForExample(StatusCodes.Status422UnprocessableEntity, RunExamples.Faults);

    private static async Task<IResult> HandleAsync(
        HttpRequest request,
        EngineCatalog engines,
        DefinitionStore definitions,
        RunAcceptance acceptance,
        TimeProvider time,
        CancellationToken cancelled)
    {
        var (body, refused) = await JsonBody.ReadAsync(request, DefinitionLimits.DocumentBytes, cancelled);
        if (refused is not null)
            return refused;

        DefinitionReading reading;
        DefinitionRevisionRecord? madeOf = null;
        if (SavedRun.IsMeant(body.Span))
        {
            if (JsonBody.Read(() => DocumentReader.Read<SavedRunDocument>(body), out var asked) is { } noDocument)
                return noDocument;
            (reading, madeOf) = await SavedRun.ReadAsync(asked, definitions, engines, cancelled);
        }
        else if (JsonBody.Read(() => DefinitionReader.Read(body, JsonBody.NamesOf(engines)), out reading) is { } noJson)
        {
            return noJson;
        }

        if (JsonBody.ProblemOf(reading, "Nothing was queued") is { } faulty)
            return faulty;

        // Two that are small enough may come to more than one may have.
        if (madeOf is not null && DefinitionText.Write(reading.Definition!, out _) is { } tooLarge)
            return tooLarge;
        var run = await acceptance.AcceptAsync(reading.Definition!, madeOf, cancelled);
        return Results.Accepted(RunAddress.Of(new RunId(run.Id)), RunResource.Of(run, engines, time));
    }
}
