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
        var (change, known) = FigureDifference.Of(Metric, Current, Baseline, upperTail);
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
            Verdict(change, known, minChange));
    }

    private double MinChange(RegressionRules rules) => Metric switch
    {
        RunMetric.ErrorRate => rules.MinErrorRatePoints,
        RunMetric.Throughput or RunMetric.GeneratorCpu => Baseline.Mean * rules.MinChangePercent / Percent,
        _ => Math.Max(rules.MinChangeMs, Baseline.Mean * rules.MinChangePercent / Percent),
    };

    private ChangeVerdict Verdict(Estimate change, KnownEnds known, double minChange)
    {
        // No failure in either is no change, however few requests there were.
        if (Current.Mean == 0 && Baseline.Mean == 0)
            return ChangeVerdict.Unchanged;
        return Metric == RunMetric.Throughput ? ChangeRule.OfGain(change, known, minChange) : ChangeRule.Of(change, known, minChange);
    }
}
