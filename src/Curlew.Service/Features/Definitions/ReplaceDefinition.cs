using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Definitions;

/// <summary>Replaces what a definition says, by another revision.</summary>
internal sealed class ReplaceDefinition : ISlice
{
    private const string Description = """
        Saves what is sent as the definition's newest revision; earlier revisions are kept, and runs keep what they ran. What
        changes nothing makes no revision.

        `If-Match` must name the ETag that GET answered: of two who change the same definition at the same time one succeeds, and
        the other is told (412) to look again. `*` replaces whatever is there.

        `definition` of the answer of GET can be changed and sent back. It has `tls` without the client's certificate and key, which
        are write-only: so a `tls` that names neither keeps those that are saved. To take them away, give either as null, or leave
        `tls` out altogether.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut(DefinitionAddress.Definition, HandleAsync)
        .WithName("replaceDefinition")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Change a definition")
        .WithDescription(Description)
        .TakesDefinitionId()
        .TakesIfMatch(isRequired: true)
        .Accepts<RunDefinitionDocument>("application/json")
        .TakesForExample(RunExamples.Definitions)
        .Answers<DefinitionResource>(StatusCodes.Status200OK, "The definition as it is now.")
        .AnswersWithHeader(StatusCodes.Status200OK, "ETag", DefinitionTag.Description)
        .AnswersWithHeader(StatusCodes.Status200OK, "Content-Location", "The definition's address: what is answered is what GET would.")
        .Fails(
            ProblemType.NotJson, ProblemType.BadRequest, ProblemType.DefinitionNotFound, ProblemType.StaleETag, ProblemType.BodyTooLarge,
            ProblemType.UnsupportedMediaType, ProblemType.InvalidDefinition, ProblemType.PreconditionRequired)
        .AnswersForExample(StatusCodes.Status422UnprocessableEntity, RunExamples.Faults);

    private static async Task<IResult> HandleAsync(
        string id,
        HttpRequest request,
        HttpResponse response,
        EngineCatalog engines,
        DefinitionStore definitions,
        CancellationToken cancelled)
    {
        if (!DefinitionAddress.TryReadId(id, out var definitionId)
            || await definitions.FindRecordAsync(definitionId, cancelled) is not { } record)
        {
            return DefinitionAddress.NotFound(id);
        }

        if (DefinitionTag.Refuse(request, record, isRequired: true) is { } refused)
            return refused;
        var (body, unread) = await JsonBody.ReadAsync(request, DefinitionLimits.DocumentBytes, cancelled);
        if (unread is not null)
            return unread;
        if (JsonBody.ReadDefinition(body, engines, "Nothing was saved", out var reading) is { } problem)
            return problem;

        // Whoever allows any state has it replaced also where it is changed meanwhile.
        while (true)
        {
            if (await definitions.FindAsync(definitionId, cancellationToken: cancelled) is not { } current)
                return DefinitionAddress.NotFound(id);
            if (DefinitionTag.Refuse(request, current.Definition, isRequired: true) is { } stale)
                return stale;
            var definition = WithKeptSecrets(reading, current);
            if (DefinitionText.Write(definition, out var json) is { } tooLarge)
                return tooLarge;

            var saved = json == current.Revision.DefinitionJson
                ? current
                : await definitions.TryReviseAsync(current.Definition, definition.Name, json, cancelled);
            if (saved is null)
                continue;
            DefinitionTag.Set(response, saved.Definition);
            response.Headers.ContentLocation = DefinitionAddress.Of(definitionId);
            return Results.Ok(DefinitionResource.Of(saved));
        }
    }

    private static RunDefinition WithKeptSecrets(DefinitionReading reading, SavedDefinition current)
    {
        var definition = reading.Definition!;
        if (!reading.LeavesClientCertificateOut || DefinitionResource.Said(current.Revision).Tls is not { } saved)
            return definition;
        return definition with
        {
            Tls = definition.Tls with { ClientCertificatePem = saved.ClientCertificatePem, ClientKeyPem = saved.ClientKeyPem },
        };
    }
}
