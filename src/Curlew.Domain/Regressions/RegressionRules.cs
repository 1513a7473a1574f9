namespace Curlew.Domain.Regressions;

/// <summary>How much a metric must change to count, and how seldom chance may be taken for a change.</summary>
public sealed record RegressionRules
{
    /// <summary>Of <see cref="MinChangePercent"/>.</summary>
    public const double DefaultMinChangePercent = 10;

    /// <summary>Of <see cref="MinChangeMs"/>.</summary>
    public const double DefaultMinChangeMs = 5;

    /// <summary>Of <see cref="MinErrorRatePoints"/>.</summary>
    public const double DefaultMinErrorRatePoints = 0.5;

    /// <summary>Of <see cref="FalseAlarmPercent"/>.</summary>
    public const double DefaultFalseAlarmPercent = 1;

    /// <summary>All as by default.</summary>
    public static RegressionRules Default { get; } = new();

    /// <summary>A change of less than this, in percent of the baseline, does not count; error rates have a measure of their own.</summary>
    public double MinChangePercent { get; init; } = DefaultMinChangePercent;

    /// <summary>A change of a response time by less than this, in milliseconds, does not count either.</summary>
    public double MinChangeMs { get; init; } = DefaultMinChangeMs;

    /// <summary>A change of an error rate by less than this, in percentage points, does not count.</summary>
    public double MinErrorRatePoints { get; init; } = DefaultMinErrorRatePoints;

    /// <summary>Of all comparisons in which nothing changed, the share in which any metric may still be called changed, in percent.</summary>
    public double FalseAlarmPercent { get; init; } = DefaultFalseAlarmPercent;
}
