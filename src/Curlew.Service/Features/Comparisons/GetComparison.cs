using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Comparisons;

namespace Curlew.Service.Features.Comparisons;

/// <summary>Answers with one comparison.</summary>
internal sealed class GetComparison : ISlice
{
    private const string Description = """
        Where it stands, its arms and runs, and what they come to: the table with errors, stream errors (CURLcode 92), negotiated versions,
        the generator's CPU, percentiles with intervals, connections and memory of each arm; how arms differ from the best one; and what
        to do, with reasons. While it goes on the result is that of the runs that have ended.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(ComparisonAddress.Comparison, HandleAsync)
        .WithName("getComparison")
        .WithTags(ComparisonAddress.Tag)
        .WithSummary("Look at a comparison")
        .WithDescription(Description)
        .TakesComparisonId()
        .Answers<ComparisonResource>(StatusCodes.Status200OK, "The comparison.")
        .Fails(ProblemType.ComparisonNotFound);

    private static async Task<IResult> HandleAsync(
        string id, ComparisonStore comparisons, ComparisonShowing showing, CancellationToken cancelled) =>
        Guid.TryParseExact(id, "D", out var comparisonId) && await comparisons.FindAsync(comparisonId, cancelled) is { } comparison
            ? Results.Ok(await showing.ShowAsync(comparison, cancelled))
            : ComparisonAddress.NotFound(id);
}
