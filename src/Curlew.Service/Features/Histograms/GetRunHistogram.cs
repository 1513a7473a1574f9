using Curlew.Domain.Histograms;
using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Histograms;

/// <summary>Answers with the distribution of a run's times, or of several runs' together.</summary>
internal sealed class GetRunHistogram : ISlice
{
    private const int GreatestTicks = 100;
    private const int DefaultTicks = 5;
    private const string TextType = "text/plain; charset=utf-8";

    private const string Description = """
        The distribution of response times (from the planned start) or service times (from the real one), of all steps together or
        of one, without the warm-up: extremes, mean, standard deviation, percentiles that lie ever closer together towards 100, and
        the HDR histogram itself (http://hdrhistogram.org) for any HdrHistogram library, in microseconds. Values are those of its
        buckets, exact to three digits, where the summary has the extremes themselves.

        `with` merges other runs in, count by count, so that percentiles are those of all their requests; the steps of a journey are
        matched by name. `format=hgrm` answers with the usual percentile distribution in milliseconds, which
        http://hdrhistogram.github.io/HdrHistogram/plotFiles.html plots.
        """;

    private static readonly QueryParameter<HistogramMetric?> Metric = QueryParameters.Word<HistogramMetric?>(
        "metric", "Which times; default `responseTime`.", ApiWords<HistogramMetric>.All, ApiWords<HistogramMetric>.TryRead);

    private static readonly QueryParameter<string?> StepName = StepParameter.Of(
        "Only requests of the step of this name; without it, of all steps together.");

    private static readonly QueryParameter<IReadOnlyList<RunId>?> With = QueryParameters.Pattern<IReadOnlyList<RunId>?>(
        "with", "Other runs to merge in.", $"the ids of up to {MergedRuns.Most} runs, each once, with commas between them",
        "", MergedRuns.TryRead);

    private static readonly QueryParameter<int?> Ticks = QueryParameters.Whole(
        "ticksPerHalfDistance",
        $"How many percentiles there are on each halving of the way to 100; default {DefaultTicks}.", 1, GreatestTicks);

    private static readonly QueryParameter<HistogramFormat?> Format = QueryParameters.Word<HistogramFormat?>(
        "format", "How to answer; default `json`.", ApiWords<HistogramFormat>.All, ApiWords<HistogramFormat>.TryRead);

    private static readonly QueryParameter[] Parameters = [Metric, StepName, With, Ticks, Format];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Histogram, HandleAsync)
        .WithName("getRunHistogram")
        .WithTags(RunAddress.Tag)
        .WithSummary("Read the distribution of a run's times")
        .WithDescription(Description)
        .TakesRunId()
        .Takes(Parameters)
        .Answers<HistogramResource>(StatusCodes.Status200OK, "The distribution.")
        .AnswersAlsoAs(StatusCodes.Status200OK, TextType)
        .Fails(ProblemType.InvalidQuery, ProblemType.RunNotFound, ProblemType.NoHistogramYet, ProblemType.NoHistogram);

    private static async Task<IResult> HandleAsync(string id, HttpRequest request, RunStore runs, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return RunProblems.NotFound(id);

        var stepNames = RunSnapshot.StepNamesOf(run);
        var query = new QueryReading(request.Query, Parameters);
        var (metric, ticks) = (query.Read(Metric) ?? HistogramMetric.ResponseTime, query.Read(Ticks) ?? DefaultTicks);
        var step = query.ReadStep(StepName, stepNames);
        var (others, format) = (query.Read(With) ?? [], query.Read(Format) ?? HistogramFormat.Json);
        if (others.Contains(runId))
            query.Refuse(With, $"Must name other runs than {runId}, which is counted already.");
        if (query.Problem() is { } problem)
            return problem;

        var stepName = step is { } place ? stepNames[place] : null;
        var (merged, fault) = await MergedRuns.AddUpAsync(runs, [runId, .. others], ApiWords<HistogramMetric>.Of(metric), stepName, cancelled);
        return (merged, format) switch
        {
            (null, _) => fault!,
            (_, HistogramFormat.Hgrm) => Text(merged, ticks),
            _ => Results.Ok(HistogramResource.Of(merged, metric, stepName, [runId, .. others], ticks)),
        };
    }

    private static IResult Text(LatencyDistribution distribution, int ticks)
    {
        using var text = new StringWriter { NewLine = "\n" };
        distribution.WriteDistribution(text, ticks);
        return Results.Text(text.ToString(), TextType);
    }
}
