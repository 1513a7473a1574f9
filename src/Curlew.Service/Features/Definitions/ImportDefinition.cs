using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Import;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Microsoft.Net.Http.Headers;

namespace Curlew.Service.Features.Definitions;

/// <summary>Makes a definition of a curl command line.</summary>
internal sealed class ImportDefinition : ISlice
{
    private const string MediaType = "text/plain";

    private const string Description = """
        Takes one curl command line, as typed or as browsers copy it ("Copy as cURL (bash)"), as `text/plain`, and answers
        with a definition to `POST` to `/api/v1/runs`. Its load is a single request, for you to change. Nothing in the
        command is executed, no file is read and no shell variable replaced.

        `leftOut` names what the definition does not hold, and why: options about curl's output, proxies, client
        certificates, multipart bodies (`-F`), `@files`. An option that is not known is a fault.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/definitions/import", HandleAsync)
        .WithName("importDefinition")
        .WithTags("Definitions")
        .WithSummary("Make a definition of a curl command")
        .WithDescription(Description)
        .Accepts<string>(MediaType)
        .TakesTextForExample(MediaType, """
            curl 'http://127.0.0.1:8080/orders' -H 'Accept: application/json' --json '{"article": 17}' --http1.1 --compressed
            """)
        .Answers<ImportResource>(StatusCodes.Status200OK, "The definition, and what is not in it.")
        .Fails(ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.NotImportable, ProblemType.InvalidDefinition)
        .AnswersForExample(StatusCodes.Status200OK, Example);

    private static JsonNode Example => JsonSerializer.SerializeToNode(
        new ImportResource(
            new RunDefinitionDocument
            {
                HttpVersion = "1.1",
                Steps = [new StepDocument { Method = "GET", Url = "http://127.0.0.1:8080/orders" }],
                Load = new LoadDocument { VirtualUsers = 1, Requests = 1 },
            },
            [new LeftOutResource("-o", "concerns what curl shows or writes; outcomes hold what happened")]),
        CurlewJson.Options)!;

    private static async Task<IResult> HandleAsync(HttpRequest request, EngineCatalog engines, CancellationToken cancelled)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != MediaType)
            return Problem.Of(ProblemType.UnsupportedMediaType, "Send the curl command as text/plain.");
        if (await LimitedBody.ReadAsync(request, DefinitionLimits.DocumentBytes, cancelled) is not { } body)
            return Problem.Of(ProblemType.BodyTooLarge, $"A command may have {DefinitionLimits.DocumentBytes} bytes.");
        if (!CurlCommandReader.TryRead(Encoding.UTF8.GetString(body.Span), out var imported, out var fault))
            return Problem.Of(ProblemType.NotImportable, fault);

        // As it would be read from a POST, so that whatever is answered here is accepted there.
        var reading = DefinitionReader.Read(
            JsonSerializer.SerializeToUtf8Bytes(imported.Definition, CurlewJson.Options),
            [.. engines.Engines.Select(engine => engine.Name)]);
        if (reading.Definition is not { } definition)
        {
            return Problem.Of(
                ProblemType.InvalidDefinition,
                $"The command's definition would have {reading.Faults.Count} fault(s).",
                reading.Faults.Select(found => (found.Field, found.Message)));
        }

        return Results.Ok(new ImportResource(
            DefinitionReader.ToDocument(definition),
            [.. imported.LeftOut.Select(part => new LeftOutResource(part.What, part.Reason))]));
    }
}

/// <summary>A definition made of something else.</summary>
/// <param name="Definition">The definition in full form.</param>
/// <param name="LeftOut">What of the original is not in it, in the original's order.</param>
internal sealed record ImportResource(RunDefinitionDocument Definition, IReadOnlyList<LeftOutResource> LeftOut);

/// <summary>A part of the original that is not in the definition.</summary>
/// <param name="What">The part, as in <c>-o</c>.</param>
/// <param name="Reason">Why it is not.</param>
internal sealed record LeftOutResource(string What, string Reason);
