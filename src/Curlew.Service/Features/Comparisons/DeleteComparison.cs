using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Comparisons;

namespace Curlew.Service.Features.Comparisons;

/// <summary>Deletes a comparison that has ended.</summary>
internal sealed class DeleteComparison : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete(ComparisonAddress.Comparison, HandleAsync)
        .WithName("deleteComparison")
        .WithTags(ComparisonAddress.Tag)
        .WithSummary("Delete a comparison")
        .WithDescription("Deletes a comparison that has ended, with its result. Its runs stay until they are deleted or retention takes them.")
        .TakesComparisonId()
        .Answers(StatusCodes.Status204NoContent, "Deleted.")
        .Fails(ProblemType.ComparisonNotFound, ProblemType.ComparisonNotEnded);

    private static async Task<IResult> HandleAsync(string id, ComparisonStore comparisons, CancellationToken cancelled)
    {
        if (!Guid.TryParseExact(id, "D", out var comparisonId))
            return ComparisonAddress.NotFound(id);
        if (await comparisons.DeleteAsync(comparisonId, cancelled))
            return Results.NoContent();
        return await comparisons.FindAsync(comparisonId, cancelled) is null
            ? ComparisonAddress.NotFound(id)
            : Problem.Of(
                ProblemType.ComparisonNotEnded,
                $"The comparison goes on; stop it first, with POST {ComparisonAddress.Of(comparisonId)}/stop.");
    }
}
