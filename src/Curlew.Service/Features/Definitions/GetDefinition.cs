using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Definitions;

/// <summary>Answers with one definition.</summary>
internal sealed class GetDefinition : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(DefinitionAddress.Definition, HandleAsync)
        .WithName("getDefinition")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Look at a definition")
        .WithDescription("What its newest revision says, in full form.")
        .TakesDefinitionId()
        .TakesIfNoneMatch()
        .Answers<DefinitionResource>(StatusCodes.Status200OK, "The definition.")
        .AnswersWithHeader(StatusCodes.Status200OK, "ETag", DefinitionTag.Description)
        .Answers(StatusCodes.Status304NotModified, "Nothing has changed since.")
        .Fails(ProblemType.DefinitionNotFound);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, HttpResponse response, DefinitionStore definitions, CancellationToken cancelled)
    {
        if (!DefinitionAddress.TryReadId(id, out var definitionId)
            || await definitions.FindRecordAsync(definitionId, cancelled) is not { } record)
        {
            return DefinitionAddress.NotFound(id);
        }

        // What it says may have megabytes, and is read only where it has to be sent.
        if (DefinitionTag.IsKnown(request, record))
        {
            DefinitionTag.Set(response, record);
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        if (await definitions.FindAsync(definitionId, cancellationToken: cancelled) is not { } saved)
            return DefinitionAddress.NotFound(id);
        DefinitionTag.Set(response, saved.Definition);
        return Results.Ok(DefinitionResource.Of(saved));
    }
}
