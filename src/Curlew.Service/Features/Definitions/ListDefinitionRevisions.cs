using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Definitions;

/// <summary>Lists the revisions of a definition.</summary>
internal sealed class ListDefinitionRevisions : ISlice
{
    private const int GreatestLimit = 200;
    private const int DefaultLimit = 50;

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);

    private static readonly QueryParameter<int?> After = QueryParameters.Cursor<int?>(Cursor.TryReadRevision);

    private static readonly QueryParameter[] Parameters = [Limit, After];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(DefinitionAddress.Revisions, HandleAsync)
        .WithName("listDefinitionRevisions")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("List a definition's revisions, newest first")
        .WithDescription("Revisions are kept as long as their definition is. Follow `nextCursor` for older ones.")
        .TakesDefinitionId()
        .Takes(Parameters)
        .Answers<RevisionList>(StatusCodes.Status200OK, "Its revisions, newest first.")
        .Fails(ProblemType.InvalidQuery, ProblemType.DefinitionNotFound);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, DefinitionStore definitions, CancellationToken cancelled)
    {
        var query = new QueryReading(request.Query, Parameters);
        var (limit, after) = (query.Read(Limit), query.Read(After));
        if (query.Problem() is { } problem)
            return problem;
        if (!DefinitionAddress.TryReadId(id, out var definitionId)
            || await definitions.FindRecordAsync(definitionId, cancelled) is null)
        {
            return DefinitionAddress.NotFound(id);
        }

        var page = await definitions.ListRevisionsAsync(definitionId, limit, after, cancelled);
        return Results.Ok(new RevisionList(
            [.. page.Items.Select(revision => RevisionListItem.Of(definitionId, revision))],
            page.Next is { } next ? Cursor.OfRevision(next) : null));
    }
}

/// <summary>A part of the list of a definition's revisions.</summary>
/// <param name="Items">The revisions, newest first.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> for older revisions; absent where there are none.</param>
public sealed record RevisionList(IReadOnlyList<RevisionListItem> Items, string? NextCursor);

/// <summary>A revision in short; its own address has what it says.</summary>
/// <param name="Revision">Its number, from 1.</param>
/// <param name="CreatedAt">When it was saved (ISO 8601, UTC).</param>
/// <param name="Links">Where to go on.</param>
public sealed record RevisionListItem(int Revision, DateTime CreatedAt, RevisionLinks Links)
{
    internal static RevisionListItem Of(Guid definition, RevisionListing revision) =>
        new(revision.Revision, revision.CreatedAt.UtcDateTime, RevisionLinks.Of(definition, revision.Revision));
}

/// <summary>Where to go on from a revision.</summary>
/// <param name="Self">The revision itself.</param>
/// <param name="Definition">The definition that it is one of.</param>
public sealed record RevisionLinks(string Self, string Definition)
{
    internal static RevisionLinks Of(Guid definition, int revision)
    {
        var address = DefinitionAddress.Of(definition);
        return new RevisionLinks($"{address}/revisions/{revision}", address);
    }
}
