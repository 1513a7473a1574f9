using Curlew.Domain.Regressions;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Service.Regressions;

namespace Curlew.Service.Features.Regressions;

/// <summary>How a metric went from run to run.</summary>
public sealed record DefinitionTrend
{
    private const double Percent = 100;

    /// <summary>The metric.</summary>
    public required RunMetric Metric { get; init; }

    /// <summary>The step; <c>total</c> for all together.</summary>
    public required string Step { get; init; }

    /// <summary>The unit of all values: <c>milliseconds</c>, <c>percent</c>, <c>requestsPerSecond</c> or <c>percentOfOneCore</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>The runs, oldest first.</summary>
    public required IReadOnlyList<TrendPoint> Points { get; init; }

    /// <summary>Where the level changed, oldest first.</summary>
    public required IReadOnlyList<TrendChange> Changes { get; init; }

    /// <summary>Where the engine or the host changed, oldest first; values on either side of it are not comparable.</summary>
    public required IReadOnlyList<TrendBreak> Breaks { get; init; }

    /// <summary>Runs that are not comparable with the newest one, newest first.</summary>
    public required IReadOnlyList<IncomparableRun> LeftOut { get; init; }

    internal static DefinitionTrend Of(DefinitionHistory history, RunMetric metric, int? step) => new()
    {
        Metric = metric,
        Step = step is { } place ? history.StepNames[place] : RunSample.Total,
        Unit = MetricWords.UnitOf(metric),
        Points = [.. history.Parts.SelectMany((part, number) => part.Runs.Select(run => TrendPoint.Of(run, ValueOf(run.Summary, metric, step), number)))],
        Changes = [.. history.Parts.SelectMany(part => ChangesOf(part, metric, step))],
        Breaks = [.. history.Parts.Skip(1).Select(TrendBreak.Of)],
        LeftOut = history.LeftOut,
    };

    private static IEnumerable<TrendChange> ChangesOf(PartOfHistory part, RunMetric metric, int? step) =>
        ChangePoints.Find([.. part.Runs.Select(run => ValueOf(run.Summary, metric, step))])
            .Select(change => TrendChange.Of(change, part.Runs[change.Index], metric));

    private static double ValueOf(RunSummary summary, RunMetric metric, int? place)
    {
        var step = place is { } one ? summary.Steps[one] : summary.Total;
        return metric switch
        {
            RunMetric.P50 => step.ResponseTimeMs.P50,
            RunMetric.P90 => step.ResponseTimeMs.P90,
            RunMetric.P95 => step.ResponseTimeMs.P95,
            RunMetric.P99 => step.ResponseTimeMs.P99,
            RunMetric.ErrorRate => step.Requests == 0 ? 0 : Percent * step.Failed / step.Requests,
            RunMetric.Throughput => step.RatePerSecond,
            _ => summary.Generator.CpuPercent,
        };
    }
}

/// <summary>A run of a trend.</summary>
/// <param name="RunId">The run.</param>
/// <param name="StartedAt">When its load began.</param>
/// <param name="Value">The metric's value.</param>
/// <param name="Part">The number of the part between breaks that it belongs to, from 0.</param>
/// <param name="Regression">What came of holding it against its baseline; absent where nothing was.</param>
/// <param name="Verdict">What its thresholds came to.</param>
/// <param name="Self">Its address.</param>
public sealed record TrendPoint(
    Guid RunId, DateTime? StartedAt, double Value, int Part, RegressionResult? Regression, Verdict? Verdict, string Self)
{
    internal static TrendPoint Of(RunOfHistory run, double value, int part) =>
        new(run.Shown.Id, run.Shown.StartedAt, value, part, run.Regression, run.Verdict, run.Shown.Self);
}

/// <summary>A change of the level.</summary>
/// <param name="RunId">The first run of the new level.</param>
/// <param name="StartedAt">When its load began.</param>
/// <param name="Before">The level before it: the median.</param>
/// <param name="After">The level from it on.</param>
/// <param name="ChangePercent">The change in percent of the level before; absent where that is 0.</param>
/// <param name="PValue">How often chance alone would look as much like a change.</param>
/// <param name="Text">All of it in words.</param>
/// <param name="Self">The run's address.</param>
public sealed record TrendChange(
    Guid RunId, DateTime? StartedAt, double Before, double After, double? ChangePercent, double PValue, string Text, string Self)
{
    internal static TrendChange Of(ChangePoint change, RunOfHistory run, RunMetric metric)
    {
        double? percent = change.Before == 0 ? null : 100 * (change.After - change.Before) / change.Before;
        var text = $"Changed in the night of {run.Shown.StartedAt:yyyy-MM-dd} (run {run.Shown.Id:D}): {MetricWords.Of(metric)} "
            + $"{MetricWords.Number(change.Before)} → {MetricWords.Figure(metric, change.After)}"
            + (percent is { } by ? $", {MetricWords.Signed(by)} %" : "");
        return new TrendChange(
            run.Shown.Id, run.Shown.StartedAt, change.Before, change.After, percent, change.PValue, text, run.Shown.Self);
    }
}

/// <summary>A change of the engine or the host.</summary>
/// <param name="RunId">The first run with what is new.</param>
/// <param name="StartedAt">When its load began.</param>
/// <param name="Reasons">What changed, each as a sentence.</param>
/// <param name="Self">The run's address.</param>
public sealed record TrendBreak(Guid RunId, DateTime? StartedAt, IReadOnlyList<string> Reasons, string Self)
{
    internal static TrendBreak Of(PartOfHistory part) =>
        new(part.Runs[0].Shown.Id, part.Runs[0].Shown.StartedAt, part.Reasons, part.Runs[0].Shown.Self);
}
