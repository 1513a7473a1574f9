using Curlew.Domain.Definitions.Documents;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Definitions;
using Microsoft.OpenApi;

namespace Curlew.Service.Features.Definitions;

/// <summary>Answers with what a definition said at one time.</summary>
internal sealed class GetDefinitionRevision : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(DefinitionAddress.Revision, HandleAsync)
        .WithName("getDefinitionRevision")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Look at a revision of a definition")
        .WithDescription("What the definition said at that time, in full form. A revision never changes.")
        .TakesDefinitionId()
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var parameter = operation.Parameters!.OfType<OpenApiParameter>().Single(parameter => parameter.Name == "revision");
            parameter.Description = "The revision's number, from 1.";
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" };
            return Task.CompletedTask;
        })
        .Answers<RevisionResource>(StatusCodes.Status200OK, "The revision.")
        .Fails(ProblemType.DefinitionNotFound, ProblemType.RevisionNotFound);

    private static async Task<IResult> HandleAsync(
        string id, string revision, DefinitionStore definitions, CancellationToken cancelled)
    {
        if (!DefinitionAddress.TryReadId(id, out var definitionId)
            || await definitions.FindRecordAsync(definitionId, cancelled) is not { } record)
        {
            return DefinitionAddress.NotFound(id);
        }

        return QueryParameters.TryWhole(revision, out var number)
            && await definitions.FindAsync(definitionId, number, cancelled) is { } saved
            ? Results.Ok(RevisionResource.Of(saved.Revision))
            : Problem.Of(
                ProblemType.RevisionNotFound, $"The definition has no revision \"{revision}\"; it has those from 1 to {record.Revision}.");
    }
}

/// <summary>What a definition said at one time.</summary>
/// <param name="DefinitionId">The definition's id.</param>
/// <param name="Revision">The revision's number, from 1.</param>
/// <param name="CreatedAt">When it was saved (ISO 8601, UTC).</param>
/// <param name="Definition">What it said, in full form, without client certificate and key.</param>
/// <param name="Links">Where to go on.</param>
public sealed record RevisionResource(
    Guid DefinitionId, int Revision, DateTime CreatedAt, RunDefinitionDocument Definition, RevisionLinks Links)
{
    internal static RevisionResource Of(DefinitionRevisionRecord revision) => new(
        revision.DefinitionId,
        revision.Revision,
        revision.CreatedAt.UtcDateTime,
        DefinitionResource.Shown(revision),
        RevisionLinks.Of(revision.DefinitionId, revision.Revision));
}
