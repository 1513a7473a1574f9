using System.Globalization;

namespace Curlew.Domain.Definitions.Thresholds;

/// <summary>Thresholds in words, and whether a figure meets them.</summary>
public static class ThresholdText
{
    /// <summary>Whether a figure, in the unit of the threshold's limit, compares with the limit as it has to.</summary>
    public static bool IsMetBy(this Threshold threshold, double figure)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        return threshold.Condition switch
        {
            ThresholdCondition.Less => figure < threshold.Value,
            ThresholdCondition.LessOrEqual => figure <= threshold.Value,
            ThresholdCondition.Greater => figure > threshold.Value,
            _ => figure >= threshold.Value,
        };
    }

    /// <summary>A threshold as people read it, as in <c>p95 of responseTime of step "cart" &lt; 250 ms</c>.</summary>
    public static string ToText(this Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        var aggregate = threshold.Aggregate is { } figure ? $"{figure.ToWord()} of " : "";
        var step = threshold.Step is { } name ? $" of step \"{name}\"" : "";
        return $"{aggregate}{threshold.Metric.ToWord()}{step} {threshold.Condition.ToSign()} {threshold.Metric.FigureText(threshold.Value)}";
    }

    /// <summary>A figure of a metric in its unit, as in <c>312.5 ms</c>.</summary>
    public static string FigureText(this ThresholdMetric metric, double figure) => Number(figure) + Unit(metric);

    /// <summary>A figure with as many digits as are of use.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Unit(ThresholdMetric metric) => metric.UnitOf() switch
    {
        "milliseconds" => " ms",
        "percent" => " %",
        "perSecond" => "/s",
        _ => "",
    };
}
