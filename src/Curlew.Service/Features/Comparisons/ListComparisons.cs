using Curlew.Domain.Comparisons;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Comparisons;

namespace Curlew.Service.Features.Comparisons;

/// <summary>Lists comparisons.</summary>
internal sealed class ListComparisons : ISlice
{
    private const int GreatestLimit = 200;
    private const int DefaultLimit = 50;

    private static readonly QueryParameter<ComparisonStatus?> Status = QueryParameters.Word<ComparisonStatus?>(
        "status", "Only comparisons in this status.", ApiWords<ComparisonStatus>.All, ApiWords<ComparisonStatus>.TryRead);

    private static readonly QueryParameter<Guid?> Definition = QueryParameters.Pattern<Guid?>(
        "definitionId",
        "Only comparisons that were made of this saved definition, also where it has been deleted since.",
        "the id of a definition, a UUID",
        "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46",
        TryReadId);

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);
    private static readonly QueryParameter<Guid?> After = QueryParameters.Cursor<Guid?>(Cursor.TryReadComparison);
    private static readonly QueryParameter[] Parameters = [Status, Definition, Limit, After];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(ComparisonAddress.Comparisons, HandleAsync)
        .WithName("listComparisons")
        .WithTags(ComparisonAddress.Tag)
        .WithSummary("List comparisons, newest first")
        .WithDescription("Filters add up. Follow `nextCursor` for older ones; where it is absent, there are none.")
        .Takes(Parameters)
        .Answers<ComparisonList>(StatusCodes.Status200OK, "Comparisons, newest first.")
        .Fails(ProblemType.InvalidQuery);

    private static async Task<IResult> HandleAsync(HttpRequest request, ComparisonStore comparisons, CancellationToken cancelled)
    {
        var query = new QueryReading(request.Query, Parameters);
        var filter = new ComparisonFilter(query.Read(Status), query.Read(Definition));
        var (limit, after) = (query.Read(Limit), query.Read(After));
        if (query.Problem() is { } problem)
            return problem;
        var page = await comparisons.ListAsync(filter, limit, after, cancelled);
        return Results.Ok(new ComparisonList(
            [.. page.Items.Select(ComparisonListItem.Of)], page.Next is { } next ? Cursor.OfComparison(next) : null));
    }

    private static bool TryReadId(string text, out Guid? value)
    {
        var read = Guid.TryParseExact(text, "D", out var id);
        value = id;
        return read;
    }
}

/// <summary>A part of the list of comparisons.</summary>
/// <param name="Items">The comparisons, newest first.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> for older ones; absent where there are none.</param>
public sealed record ComparisonList(IReadOnlyList<ComparisonListItem> Items, string? NextCursor);
