using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;

namespace Curlew.Service.Features.Reports;

/// <summary>Answers with the figures of a run as CSV.</summary>
internal sealed class GetReportCsv : ISlice
{
    private const string Description = """
        The figures of a run that has ended as CSV (RFC 4180): a line of column names, one for each step, and one for all together
        (`total`). Columns have their unit in the name. Names that spreadsheets would take for formulas begin with an apostrophe.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"{RunAddress.Report}.csv", HandleAsync)
        .WithName("getRunReportCsv")
        .WithTags(RunAddress.Tag)
        .WithSummary("Read a run's figures as CSV")
        .WithDescription(Description)
        .TakesRunId()
        .Answers(StatusCodes.Status200OK, typeof(string), "text/csv", "The figures.")
        .Fails(ProblemType.RunNotFound, ProblemType.RunNotEnded);

    private static async Task<IResult> HandleAsync(
        string id, ReportGathering gathering, HttpResponse response, CancellationToken cancelled)
    {
        var (report, problem) = await gathering.GatherAsync(id, cancelled);
        return report is null
            ? problem!
            : ReportFile.Attachment(report, "csv", "text/csv", CsvReport.Write(report), response);
    }
}
