using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>One metric of a run beside that of its baseline, before anything is said about it.</summary>
internal sealed record Comparison(string Step, RunMetric Metric, FigureGroup Current, FigureGroup Baseline)
{
    private const double Percent = 100;

    /// <summary>Null where a run has no request that tells of the metric.</summary>
    public static Comparison? Of(RunSample current, IReadOnlyList<RunSample> baselines, SampleSeries series, RunMetric metric)
    {
        var own = RunFigure.Of(current, series, metric);
        var others = baselines.Select(baseline => baseline.Find(series == current.Series[0] ? null : series.Name) is { } same
            ? RunFigure.Of(baseline, same, metric)
            : null).ToArray();
        if (own is null || others.Contains(null))
            return null;
        var (one, all) = FigureGroup.Both([own], [.. others.OfType<RunFigure>()]);
        return new Comparison(series.Name, metric, one, all);
    }

    public MetricChange Judge(RegressionRules rules, double upperTail)
    {
        var (change, areEndsKnown) = FigureDifference.Of(Metric, Current, Baseline, upperTail);
        var minChange = MinChange(rules);
        return new MetricChange(
            Step,
            Metric,
            Baseline.Mean,
            Current.Mean,
            change.Value,
            Baseline.Mean == 0 ? null : change.Value / Baseline.Mean * Percent,
            change,
            minChange,
            Verdict(change, areEndsKnown, minChange));
    }

    private double MinChange(RegressionRules rules) => Metric switch
    {
        RunMetric.ErrorRate => rules.MinErrorRatePoints,
        RunMetric.Throughput or RunMetric.GeneratorCpu => Baseline.Mean * rules.MinChangePercent / Percent,
        _ => Math.Max(rules.MinChangeMs, Baseline.Mean * rules.MinChangePercent / Percent),
    };

    /// <summary>
    /// Worse or better: by chance it would not be, it may be as much as counts, and as measured it is at least half of that (or else a
    /// change that is real but tiny would be an alarm wherever little is known of its size).
    /// </summary>
    private ChangeVerdict Verdict(Estimate change, bool areEndsKnown, double minChange)
    {
        // No failure in either is no change, however few requests there were.
        if (Current.Mean == 0 && Baseline.Mean == 0)
            return ChangeVerdict.Unchanged;
        if (!areEndsKnown)
            return ChangeVerdict.Inconclusive;

        var (value, low, high) = Metric == RunMetric.Throughput ? new Estimate(-change.Value, -change.High, -change.Low) : change;
        if (low > 0 && high >= minChange && value >= minChange / 2)
            return ChangeVerdict.Regressed;
        if (high < 0 && low <= -minChange && value <= -minChange / 2)
            return ChangeVerdict.Improved;
        return low > -minChange && high < minChange ? ChangeVerdict.Unchanged : ChangeVerdict.Inconclusive;
    }
}
