namespace Curlew.Domain.Definitions.Thresholds;

/// <summary>The words and signs that definitions and results use for the parts of a threshold.</summary>
public static class ThresholdWords
{
    private static readonly (string Sign, ThresholdCondition Condition)[] Signs =
    [
        ("<", ThresholdCondition.Less),
        ("<=", ThresholdCondition.LessOrEqual),
        (">", ThresholdCondition.Greater),
        (">=", ThresholdCondition.GreaterOrEqual),
    ];

    /// <summary>The word of a metric, as in <c>responseTime</c>.</summary>
    public static string ToWord(this ThresholdMetric metric) => CamelCase(metric.ToString());

    /// <summary>The word of an aggregate, as in <c>p95</c>.</summary>
    public static string ToWord(this ThresholdAggregate aggregate) => CamelCase(aggregate.ToString());

    /// <summary>The sign of a condition, as in <c>&lt;=</c>.</summary>
    public static string ToSign(this ThresholdCondition condition) => Signs.Single(entry => entry.Condition == condition).Sign;

    /// <summary>The metric of a word; null where there is none.</summary>
    public static ThresholdMetric? MetricOf(string? word) => Find(Enum.GetValues<ThresholdMetric>(), metric => metric.ToWord() == word);

    /// <summary>The aggregate of a word; null where there is none.</summary>
    public static ThresholdAggregate? AggregateOf(string? word) =>
        Find(Enum.GetValues<ThresholdAggregate>(), aggregate => aggregate.ToWord() == word);

    /// <summary>The condition of a sign; null where there is none.</summary>
    public static ThresholdCondition? ConditionOf(string? sign) =>
        Find(Enum.GetValues<ThresholdCondition>(), condition => condition.ToSign() == sign);

    private static T? Find<T>(T[] values, Predicate<T> isMeant) where T : struct =>
        Array.Find(values, isMeant) is var found && isMeant(found) ? found : null;

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
