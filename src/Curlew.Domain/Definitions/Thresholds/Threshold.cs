namespace Curlew.Domain.Definitions.Thresholds;

/// <summary>A limit on a metric of a run; the verdict follows from all of them.</summary>
public sealed record Threshold
{
    /// <summary>What is limited.</summary>
    public required ThresholdMetric Metric { get; init; }

    /// <summary>The name of the step whose metric it is; null for all steps together.</summary>
    public required string? Step { get; init; }

    /// <summary>Which figure of a metric that is a distribution; null for the others.</summary>
    public required ThresholdAggregate? Aggregate { get; init; }

    /// <summary>How the figure has to compare with <see cref="Value"/>.</summary>
    public required ThresholdCondition Condition { get; init; }

    /// <summary>The limit, in the metric's unit (<see cref="ThresholdMetrics.UnitOf"/>).</summary>
    public required double Value { get; init; }

    /// <summary>Whether the run is stopped as soon as it is broken.</summary>
    public required bool StopRun { get; init; }

    /// <summary>How long after the warm-up it must not stop the run yet.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>Whether only a run's end can tell that it is broken: a count that is to be reached may still be.</summary>
    public bool IsOfEndOnly =>
        Condition is ThresholdCondition.Greater or ThresholdCondition.GreaterOrEqual && Metric.IsCount();
}

/// <summary>What a threshold can limit.</summary>
public enum ThresholdMetric
{
    /// <summary>From planned start to end; milliseconds, a distribution.</summary>
    ResponseTime,

    /// <summary>From real start to end; milliseconds, a distribution.</summary>
    ServiceTime,

    /// <summary>From planned to real start; milliseconds, a distribution. Of the generator, not of the target.</summary>
    StartLag,

    /// <summary>Failed requests as a share of all; percent.</summary>
    ErrorRate,

    /// <summary>Failed requests.</summary>
    Failures,

    /// <summary>Requests that ended.</summary>
    Requests,

    /// <summary>Requests that ended, per second.</summary>
    RequestRate,

    /// <summary>Starts that found no virtual user free; of the whole run only.</summary>
    SkippedStarts,

    /// <summary>CPU of the event loops; percent of one core, of the whole run only.</summary>
    GeneratorCpu,
}

/// <summary>Which figure of a distribution.</summary>
public enum ThresholdAggregate
{
    /// <summary>Least.</summary>
    Min,

    /// <summary>Arithmetic mean.</summary>
    Mean,

    /// <summary>Median.</summary>
    P50,

    /// <summary>75th percentile.</summary>
    P75,

    /// <summary>90th percentile.</summary>
    P90,

    /// <summary>95th percentile.</summary>
    P95,

    /// <summary>99th percentile.</summary>
    P99,

    /// <summary>99.9th percentile.</summary>
    P999,

    /// <summary>Greatest.</summary>
    Max,
}

/// <summary>How a figure has to compare with a limit.</summary>
public enum ThresholdCondition
{
    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
}

/// <summary>What goes with a metric.</summary>
public static class ThresholdMetrics
{
    /// <summary>Whether a metric is a distribution, so that a threshold on it needs an aggregate.</summary>
    public static bool IsDistribution(this ThresholdMetric metric) =>
        metric is ThresholdMetric.ResponseTime or ThresholdMetric.ServiceTime or ThresholdMetric.StartLag;

    /// <summary>Whether a metric is a count, which only rises.</summary>
    public static bool IsCount(this ThresholdMetric metric) =>
        metric is ThresholdMetric.Failures or ThresholdMetric.Requests or ThresholdMetric.SkippedStarts;

    /// <summary>Whether a metric exists for the whole run only.</summary>
    public static bool IsOfRunOnly(this ThresholdMetric metric) =>
        metric is ThresholdMetric.SkippedStarts or ThresholdMetric.GeneratorCpu;

    /// <summary>The unit of a metric's limit: <c>milliseconds</c>, <c>percent</c>, <c>perSecond</c> or <c>count</c>.</summary>
    public static string UnitOf(this ThresholdMetric metric) => metric switch
    {
        ThresholdMetric.ErrorRate or ThresholdMetric.GeneratorCpu => "percent",
        ThresholdMetric.RequestRate => "perSecond",
        _ when metric.IsDistribution() => "milliseconds",
        _ => "count",
    };
}
