using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;

namespace Curlew.Service.Features.Reports;

/// <summary>Answers with the report of a run as JSON.</summary>
internal sealed class GetReportJson : ISlice
{
    private const string Description = """
        All that is to be said of a run that has ended, in one document with a versioned form: the run, its definition, its figures,
        self-checks, errors, the run over time, the engine and the host. It goes with the run wherever its figures go; credentials
        are masked. A run that ended without results has a report too, which says why.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"{RunAddress.Report}.json", HandleAsync)
        .WithName("getRunReportJson")
        .WithTags(RunAddress.Tag)
        .WithSummary("Read a run's report as JSON")
        .WithDescription(Description)
        .TakesRunId()
        .Answers<Report>(StatusCodes.Status200OK, "The report.")
        .Fails(ProblemType.RunNotFound, ProblemType.RunNotEnded);

    private static async Task<IResult> HandleAsync(
        string id, ReportGathering gathering, HttpResponse response, CancellationToken cancelled)
    {
        var (report, problem) = await gathering.GatherAsync(id, cancelled);
        return report is null
            ? problem!
            : ReportFile.Attachment(report, "json", "application/json", JsonSerializer.SerializeToUtf8Bytes(report, CurlewJson.Options), response);
    }
}
