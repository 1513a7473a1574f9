using System.Text;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Comparisons.Report;
using Curlew.Service.Problems;
using Curlew.Storage.Comparisons;

namespace Curlew.Service.Features.Comparisons;

/// <summary>Answers with the report of a comparison as Markdown.</summary>
internal sealed class GetComparisonMarkdown : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"{ComparisonAddress.Report}.md", HandleAsync)
        .WithName("getComparisonReportMarkdown")
        .WithTags(ComparisonAddress.Tag)
        .WithSummary("Read a comparison's report as Markdown")
        .WithDescription("The recommendation with its reasons, the tables and how they came about, for a wiki or an issue; also while it goes on.")
        .TakesComparisonId()
        .Answers(StatusCodes.Status200OK, typeof(string), "text/markdown", "The report.")
        .Fails(ProblemType.ComparisonNotFound);

    private static async Task<IResult> HandleAsync(
        string id, ComparisonStore comparisons, ComparisonShowing showing, CancellationToken cancelled)
    {
        if (!Guid.TryParseExact(id, "D", out var comparisonId) || await comparisons.FindAsync(comparisonId, cancelled) is not { } comparison)
            return ComparisonAddress.NotFound(id);
        var text = ComparisonMarkdown.Write(await showing.ShowAsync(comparison, cancelled));
        return Results.Bytes(Encoding.UTF8.GetBytes(text), "text/markdown; charset=utf-8");
    }
}
