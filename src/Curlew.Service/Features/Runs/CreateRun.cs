using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Runs;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Problems;

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
        .TakesForExample(RunExamples.Definitions)
        .Answers<RunResource>(StatusCodes.Status202Accepted, "Queued; poll the run until its status is a last one.")
        .AnswersWithHeader(StatusCodes.Status202Accepted, "Location", "The run's address.")
        .Fails(ProblemType.NotJson, ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidDefinition)
        .AnswersForExample(StatusCodes.Status422UnprocessableEntity, RunExamples.Faults);

    private static async Task<IResult> HandleAsync(
        HttpRequest request, EngineCatalog engines, RunAcceptance acceptance, CancellationToken cancelled)
    {
        if (!request.HasJsonContentType())
            return Problem.Of(ProblemType.UnsupportedMediaType, "Send the definition as application/json.");
        if (await LimitedBody.ReadAsync(request, DefinitionLimits.DocumentBytes, cancelled) is not { } body)
            return Problem.Of(ProblemType.BodyTooLarge, $"A definition may have {DefinitionLimits.DocumentBytes} bytes.");

        DefinitionReading reading;
        try
        {
            reading = DefinitionReader.Read(body, [.. engines.Engines.Select(engine => engine.Name)]);
        }
        catch (JsonException fault)
        {
            return Problem.Of(ProblemType.NotJson, fault.Message);
        }

        if (reading.Definition is not { } definition)
        {
            return Problem.Of(
                ProblemType.InvalidDefinition,
                $"Nothing was queued; the definition has {reading.Faults.Count} fault(s).",
                reading.Faults.Select(fault => (fault.Field, fault.Message)));
        }

        var run = await acceptance.AcceptAsync(definition, cancelled);
        return Results.Accepted(RunAddress.Of(new RunId(run.Id)), RunResource.Of(run, engines));
    }
}
