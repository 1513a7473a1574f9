using Curlew.Domain.Definitions;
using Curlew.Domain.Runs;
using Curlew.Domain.Timelines;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Runs;
using Curlew.Storage.Timelines;

namespace Curlew.Service.Features.Timelines;

/// <summary>Answers with what happened to a run second by second.</summary>
internal sealed class GetRunTimeline : ISlice
{
    private const int LongestStep = (int)DefinitionLimits.DurationSeconds;

    private const string Description = """
        What happened in each second of the run, or in each `step` of so many: rates, percentiles of response time (from the planned
        start) and service time (from the real one), failures, bytes, virtual users, connections and CPU, of all steps together and
        of each. A request belongs to the second in which it ended. During the run too, up to the last whole second; without the
        outcomes too. Seconds of which nothing is known are left out rather than shown as zeros. Percentiles of longer spans are
        those of all their requests and are off by less than 0.8 %; spans begin at multiples of `step`.

        As CSV there is a line for each span and step (`total` for all of them), with the moment at which the span began.
        """;

    private static readonly QueryParameter<int?> Step = QueryParameters.Whole(
        "step",
        "How many seconds each point is about, as in Prometheus' range queries; default 1. The steps of a journey are meant by `stepName`.",
        1, LongestStep);

    private static readonly QueryParameter<int?> From = QueryParameters.Whole(
        "from", "Only seconds from this one, counted from the run's start.", 0, int.MaxValue);

    private static readonly QueryParameter<int?> To = QueryParameters.Whole(
        "to", "Only seconds before this one.", 0, int.MaxValue);

    private static readonly QueryParameter<string?> StepName = StepParameter.Of(
        "Only requests of the step of this name, in place of all steps together.");

    private static readonly QueryParameter<TimelineFormat?> Format = QueryParameters.Word<TimelineFormat?>(
        "format", "How to answer; default is what `Accept` asks for, else `json`.", ApiWords<TimelineFormat>.All, ApiWords<TimelineFormat>.TryRead);

    private static readonly QueryParameter[] Parameters = [Step, From, To, StepName, Format];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Timeline, HandleAsync)
        .WithName("getRunTimeline")
        .WithTags(RunAddress.Tag)
        .WithSummary("Read a run second by second")
        .WithDescription(Description)
        .TakesRunId()
        .Takes(Parameters)
        .Answers<RunTimeline>(StatusCodes.Status200OK, "The timeline; without points where there are no seconds (yet).")
        .AnswersAlsoAs(StatusCodes.Status200OK, TimelineCsv.ContentType)
        .Fails(ProblemType.InvalidQuery, ProblemType.RunNotFound);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, RunStore runs, TimelineStore timelines, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return RunProblems.NotFound(id);

        var definition = RunSnapshot.Of(run);
        List<string> stepNames = [.. definition.Steps!.Select(step => step.Name!)];
        var query = new QueryReading(request.Query, Parameters);
        var (width, from, to) = (query.Read(Step) ?? 1, query.Read(From) ?? 0, query.Read(To) ?? int.MaxValue);
        var only = query.ReadStep(StepName, stepNames);
        var format = query.Read(Format) ?? TimelineFormats.Preferred(request);
        if (from > to)
            query.Refuse(From, $"Must not be greater than to, but {from} is greater than {to}.");
        if (query.Problem() is { } problem)
            return problem;

        var sampler = new TimelineSampler(stepNames, definition.WarmUpSeconds ?? 0, width, only);
        var points = sampler.SampleAsync(timelines.ReadAsync(runId, from, to, cancelled));
        return format == TimelineFormat.Csv
            ? Results.Stream(output => TimelineCsv.WriteAsync(output, run.StartedAt, points), TimelineCsv.ContentType, $"timeline-{runId}.csv")
            : Results.Ok(new RunTimeline(run.StartedAt?.UtcDateTime, width, points));
    }
}

/// <summary>What happened to a run second by second.</summary>
/// <param name="StartedAt">The moment from which seconds count; absent before load began.</param>
/// <param name="StepSeconds">How many seconds a point is about.</param>
/// <param name="Points">The points, in order. Where seconds are missing, so are points.</param>
public sealed record RunTimeline(DateTime? StartedAt, int StepSeconds, IAsyncEnumerable<TimelinePoint> Points);
