using Curlew.Service.Features.Reports.Html;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;

namespace Curlew.Service.Features.Reports;

/// <summary>Answers with the report of a run as a page.</summary>
internal sealed class GetReportHtml : ISlice
{
    private const string Description = """
        The report of a run that has ended as one page that needs no network, no script and no other file: verdict, thresholds,
        figures, charts, errors, self-checks, and what they were measured with. Save it, mail it, print it.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"{RunAddress.Report}.html", HandleAsync)
        .WithName("getRunReportHtml")
        .WithTags(RunAddress.Tag)
        .WithSummary("Read a run's report as a page")
        .WithDescription(Description)
        .TakesRunId()
        .Answers(StatusCodes.Status200OK, typeof(string), "text/html", "The page.")
        .Fails(ProblemType.RunNotFound, ProblemType.RunNotEnded);

    private static async Task<IResult> HandleAsync(
        string id, HtmlReport html, ReportGathering gathering, HttpResponse response, CancellationToken cancelled)
    {
        var (report, problem) = await gathering.GatherAsync(id, cancelled);
        if (report is null)
            return problem!;
        response.Headers.ContentSecurityPolicy = $"{PageText.Policy}; frame-ancestors 'none'";
        return ReportFile.Inline(report, "html", "text/html", await html.WriteAsync(report), response);
    }
}
