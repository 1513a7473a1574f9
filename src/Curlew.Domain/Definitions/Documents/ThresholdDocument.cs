using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>A limit by which the run is judged.</summary>
public sealed record ThresholdDocument
{
    /// <summary>
    /// What is limited: <c>responseTime</c>, <c>serviceTime</c>, <c>startLag</c> (with <c>aggregate</c> and <c>valueMs</c>);
    /// <c>errorRate</c>, <c>generatorCpu</c> (with <c>valuePercent</c>); <c>requestRate</c> (with <c>valuePerSecond</c>);
    /// <c>failures</c>, <c>requests</c>, <c>skippedStarts</c> (with <c>value</c>).
    /// </summary>
    [AllowedValues(
        "responseTime", "serviceTime", "startLag", "errorRate", "failures", "requests", "requestRate", "skippedStarts", "generatorCpu")]
    public string? Metric { get; init; }

    /// <summary>The name of the step whose metric it is; default: all steps together.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Step { get; init; }

    /// <summary>Which figure of a distribution.</summary>
    [AllowedValues("min", "mean", "p50", "p75", "p90", "p95", "p99", "p999", "max")]
    public string? Aggregate { get; init; }

    /// <summary>How the figure has to compare with the limit.</summary>
    [AllowedValues("<", "<=", ">", ">=")]
    public string? Condition { get; init; }

    /// <summary>The limit of a time, in milliseconds.</summary>
    [Range(0, DefinitionLimits.ThresholdValue)]
    public double? ValueMs { get; init; }

    /// <summary>The limit of a share, in percent.</summary>
    [Range(0, DefinitionLimits.ThresholdValue)]
    public double? ValuePercent { get; init; }

    /// <summary>The limit of a rate, per second.</summary>
    [Range(0, DefinitionLimits.ThresholdValue)]
    public double? ValuePerSecond { get; init; }

    /// <summary>The limit of a count.</summary>
    [Range(0, DefinitionLimits.ThresholdValue)]
    public double? Value { get; init; }

    /// <summary>
    /// Whether the run is stopped as soon as it is broken; default false. It is evaluated each second after the warm-up, a count that
    /// is to be reached (<c>&gt;</c>, <c>&gt;=</c>) at the run's end alone.
    /// </summary>
    [DefaultValue(false)]
    public bool? StopRun { get; init; }

    /// <summary>With <c>stopRun</c>: for how long after the warm-up it must not stop the run yet, in seconds; default 10.</summary>
    [Range(0, DefinitionLimits.DurationSeconds), DefaultValue(DefinitionLimits.DefaultGraceSeconds)]
    public double? GraceSeconds { get; init; }
}
