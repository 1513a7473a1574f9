using Curlew.Domain.Notifications;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;

namespace Curlew.Domain.Tests.Notifications;

public sealed class RunEventsTests
{
    private static readonly RunEnd Good = new(RunId.New(TimeProvider.System), RunStatus.Completed, Verdict.Passed, SelfCheckResult.Pass, null);
    private static readonly RunEnd Broken = Good with { Verdict = Verdict.Failed };
    private static readonly RunEnd Slower = Good with { Regression = RegressionResult.Regressed };
    private static readonly RunEnd AsBefore = Good with { Regression = RegressionResult.Unchanged };
    private static readonly RunEnd Unclear = Good with { Regression = RegressionResult.Inconclusive };
    private static readonly RunEnd StoppedByHand = Good with { Status = RunStatus.Stopped, Verdict = Verdict.NotApplicable };
    private static readonly RunEnd Invalid = Good with { Verdict = Verdict.NotApplicable, Validity = SelfCheckResult.Invalid };

    [Fact]
    public void Of_EachEnd_TellsWhatItIs()
    {
        RunEvents.Of(Good, null).Should().Equal(RunEvent.Finished);
        RunEvents.Of(StoppedByHand, null).Should().Equal(RunEvent.Finished);
        RunEvents.Of(Broken, null).Should().Equal(RunEvent.Finished, RunEvent.Failed);
        RunEvents.Of(Broken with { Status = RunStatus.Stopped }, null).Should().Equal(RunEvent.Finished, RunEvent.Failed);
        RunEvents.Of(Good with { Status = RunStatus.Failed, Verdict = null }, null).Should().Equal(RunEvent.Finished, RunEvent.Failed);
        RunEvents.Of(Good with { Status = RunStatus.Interrupted }, null).Should().Equal(RunEvent.Finished, RunEvent.Failed);
        RunEvents.Of(Slower, null).Should().Equal(RunEvent.Finished, RunEvent.Regressed);
        RunEvents.Of(Good, Broken).Should().Equal(RunEvent.Finished, RunEvent.Recovered);
    }

    [Fact]
    public void RecoveredFrom_FirstGoodOneAfterABadOne_IsARecovery()
    {
        RunEvents.RecoveredFrom(Good, [Broken, Good]).Should().Be(Broken);
        RunEvents.RecoveredFrom(AsBefore, [Slower]).Should().Be(Slower);
        RunEvents.RecoveredFrom(Unclear, [Broken]).Should().Be(Broken);
        RunEvents.RecoveredFrom(Good with { Validity = SelfCheckResult.Invalid }, [Broken]).Should().Be(Broken, "its definition has it judged");
    }

    [Fact]
    public void RecoveredFrom_RunsThatShowNothingBetween_AreNoRecoveryAndHideNone()
    {
        RunEvents.RecoveredFrom(Unclear, [Slower]).Should().BeNull();
        RunEvents.RecoveredFrom(StoppedByHand, [Broken]).Should().BeNull();
        RunEvents.RecoveredFrom(Invalid, [Broken]).Should().BeNull();
        RunEvents.RecoveredFrom(AsBefore, [Unclear, Slower]).Should().Be(Slower);
        RunEvents.RecoveredFrom(Good, [Invalid, StoppedByHand, Broken]).Should().Be(Broken);
    }

    [Fact]
    public void RecoveredFrom_NothingWasWrongOrStillIs_IsNone()
    {
        RunEvents.RecoveredFrom(Good, []).Should().BeNull();
        RunEvents.RecoveredFrom(Good, [Good, Broken]).Should().BeNull("the one before had recovered");
        RunEvents.RecoveredFrom(AsBefore, [AsBefore, Unclear, Slower]).Should().BeNull();
        RunEvents.RecoveredFrom(Broken, [Slower]).Should().BeNull();
        RunEvents.RecoveredFrom(Slower, [Broken]).Should().BeNull();
    }
}
