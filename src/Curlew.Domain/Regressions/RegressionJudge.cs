namespace Curlew.Domain.Regressions;

/// <summary>
/// Holds a run against its baseline; docs/regressions.md tells the method. Nothing is drawn by chance: the same runs are always
/// judged alike.
/// </summary>
public static class RegressionJudge
{
    private const double Percent = 100;

    /// <summary>
    /// Judges a run. Steps that not all runs have are left out, and the total with them, which is then a total of other things.
    /// Without any baseline, or anything in common, the run is inconclusive.
    /// </summary>
    public static RunJudgement Judge(RunSample current, IReadOnlyList<RunSample> baselines, RegressionRules rules)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(baselines);
        ArgumentNullException.ThrowIfNull(rules);

        var confidence = Percent - rules.FalseAlarmPercent;
        var changes = Compare(current, baselines, rules);
        var verdict = VerdictOf(changes);
        return new RunJudgement(verdict, changes, confidence, baselines.Count, JudgementReason.Of(verdict, changes, baselines.Count));
    }

    private static List<MetricChange> Compare(RunSample current, IReadOnlyList<RunSample> baselines, RegressionRules rules)
    {
        if (baselines.Count == 0)
            return [];

        var comparisons = InCommon(current, baselines)
            .SelectMany(series => Metrics(series), (series, metric) => Comparison.Of(current, baselines, series, metric))
            .OfType<Comparison>()
            .ToArray();
        // C. E. Bonferroni: each of so many metrics may be wrong so many times less often. Half of it is for each end.
        var judged = comparisons.Count(comparison => IsOfTheServer(comparison.Metric));
        var upperTail = rules.FalseAlarmPercent / Percent / 2 / Math.Max(1, judged);
        return [.. comparisons.Select(comparison => comparison.Judge(rules, upperTail))];
    }

    private static IEnumerable<SampleSeries> InCommon(RunSample current, IReadOnlyList<RunSample> baselines)
    {
        var hasSameSteps = baselines.All(baseline => baseline.StepNames.SequenceEqual(current.StepNames));
        return current.Series.Where((series, place) => place == 0 ? hasSameSteps : baselines.All(baseline => baseline.Series.Count > 1 && baseline.Find(series.Name) is not null));
    }

    private static IEnumerable<RunMetric> Metrics(SampleSeries series) =>
        Enum.GetValues<RunMetric>().Where(metric => IsOfTheServer(metric) || series.Name == RunSample.Total);

    /// <summary>
    /// The generator's CPU is the generator's: another compiler or a busy neighbour makes it dearer, and the server is none the slower.
    /// It is shown with its verdict, as a warning, and makes no run a regression.
    /// </summary>
    private static bool IsOfTheServer(RunMetric metric) => metric != RunMetric.GeneratorCpu;

    private static ChangeVerdict VerdictOf(List<MetricChange> changes)
    {
        var verdicts = changes.Where(change => IsOfTheServer(change.Metric)).Select(change => change.Verdict).ToHashSet();
        if (verdicts.Contains(ChangeVerdict.Regressed))
            return ChangeVerdict.Regressed;
        if (verdicts.Contains(ChangeVerdict.Improved))
            return ChangeVerdict.Improved;

        // Whether p99 of some step can be told is not what a run is to be held up by.
        RunMetric[] needed = [RunMetric.P50, RunMetric.P95, RunMetric.ErrorRate];
        var total = changes.Where(change => change.Step == RunSample.Total && needed.Contains(change.Metric)).ToArray();
        return total.Length == needed.Length && total.All(change => change.Verdict == ChangeVerdict.Unchanged)
            ? ChangeVerdict.Unchanged
            : ChangeVerdict.Inconclusive;
    }
}
