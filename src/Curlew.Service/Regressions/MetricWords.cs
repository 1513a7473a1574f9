using System.Globalization;
using Curlew.Domain.Regressions;

namespace Curlew.Service.Regressions;

/// <summary>How metrics and their figures are called.</summary>
internal static class MetricWords
{
    /// <summary>The unit that the API names.</summary>
    public static string UnitOf(RunMetric metric) => metric switch
    {
        RunMetric.ErrorRate => "percent",
        RunMetric.Throughput => "requestsPerSecond",
        RunMetric.GeneratorCpu => "percentOfOneCore",
        _ => "milliseconds",
    };

    /// <summary>The metric for people.</summary>
    public static string Of(RunMetric metric) => metric switch
    {
        RunMetric.ErrorRate => "error rate",
        RunMetric.Throughput => "throughput",
        RunMetric.GeneratorCpu => "CPU of the generator",
        _ => metric.ToString().ToLowerInvariant(),
    };

    /// <summary>A figure of the metric with its unit, for people.</summary>
    public static string Figure(RunMetric metric, double value) => $"{Number(value)} {ShortUnitOf(metric)}";

    /// <summary>Where a change lies, in its metric's unit.</summary>
    public static string Interval(RegressionChange change) =>
        $"{(change.Low is { } low ? Signed(low) : "−∞")} … {(change.High is { } high ? Signed(high) : "+∞")}";

    /// <summary>What became of a metric, with its figures.</summary>
    public static string Sentence(RegressionChange change) =>
        $"{Of(change.Metric)} of {change.Step} went from {Number(change.Baseline)} to {Figure(change.Metric, change.Current)}"
        + (change.ChangePercent is { } percent ? $" ({Signed(percent)} %)" : "")
        + $"; the change lies within {Interval(change)}, and {Figure(change.Metric, change.MinChange)} count.";

    /// <summary>A number with as many digits as are of use.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>The same with its sign.</summary>
    public static string Signed(double value) => value > 0 ? $"+{Number(value)}" : Number(value).Replace('-', '−');

    private static string ShortUnitOf(RunMetric metric) => metric switch
    {
        RunMetric.ErrorRate => "%",
        RunMetric.Throughput => "/s",
        RunMetric.GeneratorCpu => "% of a core",
        _ => "ms",
    };
}
