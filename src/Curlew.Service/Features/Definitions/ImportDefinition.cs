using System.Diagnostics.CodeAnalysis;
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
using Microsoft.OpenApi;

namespace Curlew.Service.Features.Definitions;

/// <summary>Makes a definition of a curl command line or an HTTP archive.</summary>
internal sealed class ImportDefinition : ISlice
{
    private const string Curl = "text/plain";
    private const string Har = "application/json";

    private const string Description = """
        Answers with a definition to `POST` to `/api/v1/runs`, made of one of two things, which the content type tells apart.
        Its load is a single virtual user that does it once, for you to change. Nothing is executed or fetched, no file is
        read, and what looks like a variable stays text (`$${`).

        `text/plain`: one curl command line, as typed or as browsers copy it ("Copy as cURL (bash)"). An option that is not
        known is a fault.

        `application/json`: an HTTP archive (HAR 1.2), as browsers export it from their network panel. Each entry becomes a
        step, in the order in which they were sent; `thinkTimeSeconds` is the pause from the end of one to the start of the
        next, where it has 0.1 seconds or more. Steps that were answered with 400 or above have `continueOnFailure`, for
        the browser went on. Cookies come from the session, so that no step holds those of the recording. Redirects are
        entries of their own and not followed.

        `leftOut` names what the definition does not hold, and why: options about curl's output, proxies, client
        certificates, files' content; entries that came from a cache, were blocked, are not http or https, or are beyond
        the most steps.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/definitions/import", HandleAsync)
        .WithName("importDefinition")
        .WithTags("Definitions")
        .WithSummary("Make a definition of a curl command or an HTTP archive")
        .WithDescription(Description)
        .Accepts<string>(Curl, Har)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            ((OpenApiMediaType)operation.RequestBody!.Content![Har]).Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "An HTTP archive (HAR 1.2), of which `log.entries` is read.",
            };
            return Task.CompletedTask;
        })
        .TakesTextForExample(Curl, """
            curl 'http://127.0.0.1:8080/orders' -H 'Accept: application/json' --json '{"article": 17}' --http1.1 --compressed
            """)
        .TakesForExample([new BodyExample("archive", "An archive of one request", HarExample)])
        .Answers<ImportResource>(StatusCodes.Status200OK, "The definition, and what is not in it.")
        .Fails(ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.NotImportable, ProblemType.InvalidDefinition)
        .AnswersForExample(StatusCodes.Status200OK, Example);

    private static JsonNode HarExample => JsonNode.Parse("""
        {
          "log": {
            "version": "1.2",
            "creator": { "name": "WebInspector", "version": "537.36" },
            "entries": [
              {
                "startedDateTime": "2026-01-07T10:00:00.000Z",
                "time": 12.5,
                "request": { "method": "GET", "url": "http://127.0.0.1:8080/orders", "httpVersion": "http/1.1", "headers": [] },
                "response": { "status": 200, "httpVersion": "http/1.1" }
              }
            ]
          }
        }
        """)!;

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
        if (SourceOf(request) is not { } source)
        {
            return Problem.Of(
                ProblemType.UnsupportedMediaType, $"Send a curl command as {Curl}, or an HTTP archive (HAR) as {Har}.");
        }

        if (await LimitedBody.ReadAsync(request, DefinitionLimits.DocumentBytes, cancelled) is not { } body)
            return Problem.Of(ProblemType.BodyTooLarge, $"What is imported may have {DefinitionLimits.DocumentBytes} bytes.");
        if (!TryRead(source, body, out var imported, out var fault))
            return Problem.Of(ProblemType.NotImportable, fault);

        // As it would be read from a POST, so that whatever is answered here is accepted there.
        var reading = DefinitionReader.Read(
            JsonSerializer.SerializeToUtf8Bytes(imported.Definition, CurlewJson.Options),
            [.. engines.Engines.Select(engine => engine.Name)]);
        if (reading.Definition is not { } definition)
        {
            return Problem.Of(
                ProblemType.InvalidDefinition,
                $"The definition would have {reading.Faults.Count} fault(s).",
                reading.Faults.Select(found => (found.Field, found.Message)));
        }

        var document = DefinitionReader.ToDocument(definition);
        if (JsonSerializer.SerializeToUtf8Bytes(document, CurlewJson.Options).Length is > DefinitionLimits.DocumentBytes and var length)
        {
            return Problem.Of(
                ProblemType.NotImportable, $"The definition would have {length} bytes, but may have {DefinitionLimits.DocumentBytes}.");
        }

        return Results.Ok(new ImportResource(
            document, [.. imported.LeftOut.Select(part => new LeftOutResource(part.What, part.Reason))]));
    }

    /// <summary>The media type of what is sent; null where it is neither of the two.</summary>
    private static string? SourceOf(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? null
        : type.MediaType.Equals(Curl, StringComparison.OrdinalIgnoreCase) ? Curl
        : type.MediaType.Equals(Har, StringComparison.OrdinalIgnoreCase) ? Har
        : null;

    private static bool TryRead(
        string source,
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out ImportedDefinition? imported,
        [NotNullWhen(false)] out string? fault) =>
        source == Har
            ? HarReader.TryRead(body, out imported, out fault)
            : CurlCommandReader.TryRead(Encoding.UTF8.GetString(body.Span), out imported, out fault);
}

/// <summary>A definition made of something else.</summary>
/// <param name="Definition">The definition in full form.</param>
/// <param name="LeftOut">What of the original is not in it.</param>
internal sealed record ImportResource(RunDefinitionDocument Definition, IReadOnlyList<LeftOutResource> LeftOut);

/// <summary>A part of the original that is not in the definition.</summary>
/// <param name="What">The part, as in <c>-o</c> or <c>log.entries[3]</c>.</param>
/// <param name="Reason">Why it is not.</param>
internal sealed record LeftOutResource(string What, string Reason);
