using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;

namespace Curlew.Domain.Notifications;

/// <summary>How a run ended, as far as it decides who is told what.</summary>
/// <param name="Id">The run.</param>
/// <param name="Status">Its last status.</param>
/// <param name="Verdict">What its thresholds came to; null where it came to no result.</param>
/// <param name="Validity">The worst of its self-checks; null where it came to no result.</param>
/// <param name="Regression">What came of holding it against its baseline; null where nothing was.</param>
public sealed record RunEnd(RunId Id, RunStatus Status, Verdict? Verdict, SelfCheckResult? Validity, RegressionResult? Regression)
{
    /// <summary>Whether it broke a threshold, also where that or a person stopped it, or could not be carried out to its end.</summary>
    public bool HasFailed => Verdict == Verdicts.Verdict.Failed || Status is RunStatus.Failed or RunStatus.Interrupted;

    /// <summary>Whether it is worse than its baseline.</summary>
    public bool HasRegressed => Regression == RegressionResult.Regressed;

    /// <summary>
    /// Whether it shows that what was wrong with an earlier run is over. A run whose figures are not to be trusted shows nothing, unless its
    /// definition has such runs judged all the same, and one that could not be compared does not show that a regression is gone.
    /// </summary>
    public bool ShowsRecoveryFrom(RunEnd bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        var isTrusted = Validity != SelfCheckResult.Invalid || Verdict == Verdicts.Verdict.Passed;
        return Status == RunStatus.Completed && isTrusted && !HasFailed && !HasRegressed
            && (!bad.HasRegressed || Regression is RegressionResult.Unchanged or RegressionResult.Improved);
    }
}
