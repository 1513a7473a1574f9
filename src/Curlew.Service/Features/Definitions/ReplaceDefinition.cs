using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Service.Security.Secrets;
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

        `definition` of the answer of GET can be changed and sent back: where it has `***` in place of a secret, the saved one is
        kept. Steps, data and parts of a body are told by their names, so a secret of a step that has another name now has to be
        given again; and so has one that is to be no secret any more.
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
        SecretVault vault,
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

        // Whoever allows any state has it replaced also where it is changed meanwhile.
        while (true)
        {
            if (await definitions.FindAsync(definitionId, cancellationToken: cancelled) is not { } current)
                return DefinitionAddress.NotFound(id);
            if (DefinitionTag.Refuse(request, current.Definition, isRequired: true) is { } stale)
                return stale;
            var (said, kept) = SecretsOf(current, vault);
            if (JsonBody.ReadDefinition(body, engines, "Nothing was saved", out var reading, kept) is { } problem)
                return problem;
            if (DefinitionText.Write(reading.Definition!, out var json) is { } tooLarge)
                return tooLarge;

            // Encrypted again, the same secret is another text.
            var saved = said is not null && json == SecretVault.Write(said)
                ? current
                : await definitions.TryReviseAsync(
                    current.Definition, reading.Definition!.Name, vault.Seal(DefinitionReader.ToDocument(reading.Definition)), cancelled);
            if (saved is null)
                continue;
            DefinitionTag.Set(response, saved.Definition);
            response.Headers.ContentLocation = DefinitionAddress.Of(definitionId);
            return Results.Ok(DefinitionResource.Of(saved));
        }
    }

    /// <summary>What is saved, where that can be decrypted, and what of it masks may stand for.</summary>
    private static (RunDefinitionDocument? Said, KeptSecrets Kept) SecretsOf(SavedDefinition current, SecretVault vault)
    {
        try
        {
            var said = vault.Open(current.Revision);
            return (said, KeptSecrets.Of(said));
        }
        catch (SecretsUnavailableException exception)
        {
            return (null, KeptSecrets.Lost(exception.Message));
        }
    }
}
