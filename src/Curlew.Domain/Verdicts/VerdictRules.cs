using Curlew.Domain.Summaries;

namespace Curlew.Domain.Verdicts;

/// <summary>What a run's thresholds come to.</summary>
public static class VerdictRules
{
    /// <summary>The verdict of a run that sent load.</summary>
    /// <param name="thresholds">What came of each threshold.</param>
    /// <param name="validity">The worst of the self-checks.</param>
    /// <param name="judgeInvalidRuns">Whether the run is judged although its figures are invalid.</param>
    /// <param name="answered">How many requests libcurl carried out to the end of an answer.</param>
    public static Verdict Of(
        IReadOnlyList<ThresholdResult> thresholds, SelfCheckResult validity, bool judgeInvalidRuns, long answered)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        if (thresholds.Count == 0 || (validity == SelfCheckResult.Invalid && !judgeInvalidRuns))
            return Verdict.NotApplicable;
        if (answered == 0 || thresholds.Any(threshold => threshold.Result == Verdict.Failed))
            return Verdict.Failed;
        return thresholds.All(threshold => threshold.Result == Verdict.Passed) ? Verdict.Passed : Verdict.NotApplicable;
    }

    /// <summary>The verdict of a run that sent no load: nothing held it to its thresholds, so it did not pass them.</summary>
    /// <param name="thresholds">How many thresholds it has.</param>
    public static Verdict WithoutLoad(int thresholds) => thresholds == 0 ? Verdict.NotApplicable : Verdict.Failed;
}
