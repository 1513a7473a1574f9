using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Regressions;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What runs are held against.</summary>
internal static class RegressionSettingsRules
{
    /// <summary>The settings; each field was held against its range before, and all go together.</summary>
    public static RegressionSettings Read(RegressionDocument? document) => document is null
        ? RegressionSettings.Default
        : new RegressionSettings(
            BaselineChoices.OfWord(document.Baseline),
            (int)(document.RollingRuns ?? DefinitionLimits.DefaultRollingRuns),
            new RegressionRules
            {
                MinChangePercent = document.MinChangePercent ?? RegressionRules.DefaultMinChangePercent,
                MinChangeMs = document.MinChangeMs ?? RegressionRules.DefaultMinChangeMs,
                MinErrorRatePoints = document.MinErrorRatePoints ?? RegressionRules.DefaultMinErrorRatePoints,
                FalseAlarmPercent = document.FalseAlarmPercent ?? RegressionRules.DefaultFalseAlarmPercent,
            });
}
