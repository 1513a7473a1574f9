using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Curlew.Domain.Regressions;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>
/// What runs of the saved definition are held against when they have completed, and what counts as a change. A metric has regressed
/// where it is worse by as much as counts and chance does not explain it.
/// </summary>
public sealed record RegressionDocument
{
    /// <summary>
    /// <c>auto</c> (default: the definition's baseline where one is set, else rolling), <c>pinned</c> (the definition's baseline; without
    /// one no run is accepted), <c>rolling</c> (its last good runs: completed, valid and not regressed) or <c>none</c> (nothing is
    /// compared). A run's <c>baselineRunId</c> goes before all of them.
    /// </summary>
    [AllowedValues("auto", "pinned", "rolling", "none"), DefaultValue("auto")]
    public string? Baseline { get; init; }

    /// <summary>How many runs make a rolling baseline, at most.</summary>
    [Range(1, DefinitionLimits.RollingRuns), DefaultValue((long)DefinitionLimits.DefaultRollingRuns)]
    public long? RollingRuns { get; init; }

    /// <summary>A change of less than this does not count, in percent of the baseline; for error rates see minErrorRatePoints.</summary>
    [Range(0, DefinitionLimits.MinChangePercent), DefaultValue(RegressionRules.DefaultMinChangePercent)]
    public double? MinChangePercent { get; init; }

    /// <summary>A change of a response time by less than this does not count either, in milliseconds.</summary>
    [Range(0, DefinitionLimits.MinChangeMs), DefaultValue(RegressionRules.DefaultMinChangeMs)]
    public double? MinChangeMs { get; init; }

    /// <summary>A change of an error rate by less than this does not count, in percentage points.</summary>
    [Range(0, 100), DefaultValue(RegressionRules.DefaultMinErrorRatePoints)]
    public double? MinErrorRatePoints { get; init; }

    /// <summary>
    /// Of all comparisons in which nothing changed, the share in which any metric may still be called changed, in percent. Less asks for
    /// more evidence: longer runs, or more of them.
    /// </summary>
    [Range(DefinitionLimits.LeastFalseAlarmPercent, DefinitionLimits.MostFalseAlarmPercent), DefaultValue(RegressionRules.DefaultFalseAlarmPercent)]
    public double? FalseAlarmPercent { get; init; }
}
