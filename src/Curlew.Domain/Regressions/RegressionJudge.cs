namespace Curlew.Domain.Regressions;

/// <summary>Holds a run against its baseline: docs/regressions.md tells the method.</summary>
public static class RegressionJudge
{
    /// <summary>Judges a run. Without any baseline it is inconclusive. The same runs are always judged alike: nothing is drawn by chance.</summary>
    public static RunJudgement Judge(RunSample current, IReadOnlyList<RunSample> baselines, RegressionRules rules) =>
        throw new NotSupportedException();
}
