using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;

namespace Curlew.Service.Features.Reports;

/// <summary>Answers with the verdict of a run as JUnit XML.</summary>
internal sealed class GetReportJUnit : ISlice
{
    private const string Description = """
        The verdict of a run that has ended as JUnit XML, so that CI systems show it: whether the run came to its end, each threshold,
        each metric that regressed against the baseline, and each self-check are test cases. A broken threshold and a regression are
        failures. What could not be judged (the run failed, nothing was answered, or a self-check says that the figures show the
        generator rather than the target) is an error, never a pass. Where the run could not be held against its baseline, or the
        figures can tell neither, the case `no regression` is skipped, with the reason.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"{RunAddress.Report}.junit.xml", HandleAsync)
        .WithName("getRunReportJUnit")
        .WithTags(RunAddress.Tag)
        .WithSummary("Read a run's verdict as JUnit XML")
        .WithDescription(Description)
        .TakesRunId()
        .Answers(StatusCodes.Status200OK, typeof(string), "application/xml", "The test cases.")
        .Fails(ProblemType.RunNotFound, ProblemType.RunNotEnded);

    private static async Task<IResult> HandleAsync(
        string id, ReportGathering gathering, HttpResponse response, CancellationToken cancelled)
    {
        var (report, problem) = await gathering.GatherAsync(id, cancelled);
        return report is null
            ? problem!
            : ReportFile.Attachment(report, "junit.xml", "application/xml", JUnitReport.Write(report), response);
    }
}
