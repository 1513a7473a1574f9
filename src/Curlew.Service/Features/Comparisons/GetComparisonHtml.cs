using Curlew.Service.Documentation;
using Curlew.Service.Features.Comparisons.Report;
using Curlew.Service.Features.Reports.Html;
using Curlew.Service.Problems;
using Curlew.Storage.Comparisons;

namespace Curlew.Service.Features.Comparisons;

/// <summary>Answers with the report of a comparison as a page.</summary>
internal sealed class GetComparisonHtml : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"{ComparisonAddress.Report}.html", HandleAsync)
        .WithName("getComparisonReportHtml")
        .WithTags(ComparisonAddress.Tag)
        .WithSummary("Read a comparison's report as a page")
        .WithDescription(
            "The recommendation with its reasons, the tables and how they came about, as one page that needs no network, no script and no other "
            + "file; also while it goes on.")
        .TakesComparisonId()
        .Answers(StatusCodes.Status200OK, typeof(string), "text/html", "The page.")
        .Fails(ProblemType.ComparisonNotFound);

    private static async Task<IResult> HandleAsync(
        string id, ComparisonStore comparisons, ComparisonShowing showing, HtmlReport html, HttpResponse response, CancellationToken cancelled)
    {
        if (!Guid.TryParseExact(id, "D", out var comparisonId) || await comparisons.FindAsync(comparisonId, cancelled) is not { } comparison)
            return ComparisonAddress.NotFound(id);
        var page = await html.WriteAsync<ComparisonReportPage>(nameof(ComparisonReportPage.Comparison), await showing.ShowAsync(comparison, cancelled));
        response.Headers.ContentSecurityPolicy = $"{PageText.Policy}; frame-ancestors 'none'";
        return Results.Bytes(page, "text/html; charset=utf-8");
    }
}
