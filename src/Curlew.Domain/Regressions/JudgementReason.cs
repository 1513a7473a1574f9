using System.Globalization;

namespace Curlew.Domain.Regressions;

/// <summary>Says in a sentence what a judgement rests on: the metric that changed most, by how much of what counts.</summary>
internal static class JudgementReason
{
    public static string Of(ChangeVerdict verdict, IReadOnlyList<MetricChange> changes, int baselineRuns)
    {
        if (baselineRuns == 0)
            return "There is no run to compare it with.";
        if (changes.Count == 0)
            return "It has no step and no request in common with its baseline.";

        var told = changes
            .Where(change => change.Metric != RunMetric.GeneratorCpu && change.Verdict == verdict)
            .OrderByDescending(change => change.MinChange > 0 ? Math.Abs(change.Change) / change.MinChange : 0)
            .ThenBy(change => change.Metric)
            .FirstOrDefault();
        if (told is null)
            return "There were too few requests to compare its response times and error rate.";
        return verdict switch
        {
            ChangeVerdict.Regressed or ChangeVerdict.Improved => $"{Figures(told)}; a change of {Amount(told.MinChange, told.Metric)} counts.",
            ChangeVerdict.Unchanged => $"Nothing changed by as much as counts; the most did {Figures(told)}.",
            _ => $"It cannot be told whether {Figures(told)}, is a change: {Amount(told.MinChange, told.Metric)} counts.",
        };
    }

    private static string Figures(MetricChange change) =>
        $"{NameOf(change.Metric)} of {change.Step} from {Amount(change.Baseline, change.Metric)} to {Amount(change.Current, change.Metric)}"
        + $"{PercentOf(change)}, the change being between {Signed(change.Interval.Low)} and {Signed(change.Interval.High, change.Metric)}";

    private static string PercentOf(MetricChange change) => change.ChangePercent is { } percent ? $" ({Signed(percent)} %)" : "";

    private static string NameOf(RunMetric metric) => metric switch
    {
        RunMetric.ErrorRate => "error rate",
        RunMetric.Throughput => "throughput",
        RunMetric.GeneratorCpu => "the generator's CPU",
        _ => metric.ToString().ToLowerInvariant(),
    };

    private static string UnitOf(RunMetric metric) => metric switch
    {
        RunMetric.ErrorRate or RunMetric.GeneratorCpu => "%",
        RunMetric.Throughput => "requests/s",
        _ => "ms",
    };

    private static string Amount(double value, RunMetric metric) => $"{Rounded(value)} {UnitOf(metric)}";

    private static string Signed(double value, RunMetric metric) => $"{Signed(value)} {UnitOf(metric)}";

    private static string Signed(double value) => (value > 0 ? "+" : "") + Rounded(value);

    /// <summary>To three digits, more before the point.</summary>
    private static string Rounded(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.###" }, CultureInfo.InvariantCulture);
}
