using Curlew.Domain.Regressions;

namespace Curlew.Domain.Tests.Regressions;

/// <summary>On simulated runs of a minute with p95 at about 100 ms, whose seconds depend on each other.</summary>
public sealed class RegressionJudgeTests
{
    private static readonly SimulatedRun Run = new() { Memory = 0.6, Wandering = 0.02 };

    [Fact]
    public void Judge_RunsThatAreAlike_AreHardlyEverCalledWorse()
    {
        var random = new Random(1);

        var alarms = Enumerable.Range(0, 200).Count(_ => Judge(Run.Sample(random), Run.Sample(random)).Verdict == ChangeVerdict.Regressed);

        alarms.Should().BeLessThanOrEqualTo(2);
    }

    [Fact]
    public void Judge_RunsThatDifferAmongThemselves_AreHardlyEverCalledWorseThanTheLastFive()
    {
        var (random, run) = (new Random(2), Run with { BetweenRuns = 0.03 });

        var alarms = Enumerable.Range(0, 100).Count(_ =>
            Judge(run.Sample(random), [.. Enumerable.Range(0, 5).Select(_ => run.Sample(random))]).Verdict == ChangeVerdict.Regressed);

        alarms.Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Judge_TenPercentMore_IsFoundInNinetyFiveOfAHundred()
    {
        var random = new Random(3);

        var found = Enumerable.Range(0, 100).Count(_ =>
            VerdictOf(Judge((Run with { MedianMs = 1.1 * Run.MedianMs }).Sample(random), Run.Sample(random)), RunMetric.P95) == ChangeVerdict.Regressed);

        found.Should().BeGreaterThanOrEqualTo(95);
    }

    /// <summary>Times double in the course of each run, as they do when a load ramps up.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Judge_RunsThatGrowSlowerAlike_TwentyPercentMoreIsFoundAndNoFalseAlarm(int baselines)
    {
        var (random, growing) = (new Random(18), Run with { Trend = 1 });
        var slower = growing with { MedianMs = 1.2 * growing.MedianMs };

        var found = Enumerable.Range(0, 100).Count(_ =>
            VerdictOf(Judge(slower.Sample(random), Samples()), RunMetric.P95) == ChangeVerdict.Regressed);
        var alarms = Enumerable.Range(0, 100).Count(_ => Judge(growing.Sample(random), Samples()).Verdict == ChangeVerdict.Regressed);

        found.Should().BeGreaterThanOrEqualTo(95);
        alarms.Should().BeLessThanOrEqualTo(1);

        RunSample[] Samples() => [.. Enumerable.Range(0, baselines).Select(_ => growing.Sample(random))];
    }

    /// <summary>Of runs that do not grow alike, such as a leak that is new, nothing may be taken off.</summary>
    [Fact]
    public void Judge_OneRunThatGrowsSlower_IsNotTakenForSteady()
    {
        var random = new Random(19);
        var (steady, growing) = (Run.Sample(random), (Run with { Trend = 1 }).Sample(random));

        var change = Judge(growing, steady).Changes.Single(change => change.Step == RunSample.Total && change.Metric == RunMetric.P95);

        (change.Interval.High - change.Interval.Low).Should().BeGreaterThan(change.Change);
    }

    [Fact]
    public void Judge_TwentyPercentLess_IsImproved()
    {
        var judgement = Judge((Run with { MedianMs = 0.8 * Run.MedianMs }).Sample(new Random(4)), Run.Sample(new Random(5)));

        judgement.Verdict.Should().Be(ChangeVerdict.Improved);
        judgement.Reason.Should().Contain("total").And.Contain("ms");
    }

    [Fact]
    public void Judge_AChangeThatIsRealButSmall_IsNoAlarm()
    {
        var random = new Random(6);
        var long_ = Run with { Seconds = 600 };

        VerdictOf(Judge((long_ with { MedianMs = 1.03 * Run.MedianMs }).Sample(random), long_.Sample(random)), RunMetric.P95)
            .Should().Be(ChangeVerdict.Unchanged);
    }

    /// <summary>A third more, but of little.</summary>
    [Fact]
    public void Judge_FewMilliseconds_AreNoAlarm()
    {
        var random = new Random(7);
        var quick = Run with { MedianMs = 2 };

        Judge((quick with { MedianMs = 2.7 }).Sample(random), quick.Sample(random)).Verdict.Should().Be(ChangeVerdict.Unchanged);
    }

    [Fact]
    public void Judge_AHandfulOfRequests_SaysNothingOfP99()
    {
        var random = new Random(8);
        var tiny = Run with { Seconds = 5, RequestsPerSecond = 10 };

        VerdictOf(Judge((tiny with { MedianMs = 300 }).Sample(random), tiny.Sample(random)), RunMetric.P99).Should().Be(ChangeVerdict.Inconclusive);
    }

    [Fact]
    public void Judge_OneSecond_IsInconclusive()
    {
        var second = Run with { Seconds = 1 };

        Judge((second with { MedianMs = 300 }).Sample(new Random(9)), second.Sample(new Random(10))).Verdict.Should().Be(ChangeVerdict.Inconclusive);
    }

    [Fact]
    public void Judge_NoFailuresInEither_AreUnchangedAndThreePercentAreWorse()
    {
        var random = new Random(11);
        var failing = (Run with { FailedShare = 0.03 }).Sample(random);

        VerdictOf(Judge(Run.Sample(random), Run.Sample(random)), RunMetric.ErrorRate).Should().Be(ChangeVerdict.Unchanged);
        var worse = Judge(failing, Run.Sample(random));
        VerdictOf(worse, RunMetric.ErrorRate).Should().Be(ChangeVerdict.Regressed);
        worse.Reason.Should().Contain("error rate");
        VerdictOf(Judge(Run.Sample(random), failing), RunMetric.ErrorRate).Should().Be(ChangeVerdict.Improved);
    }

    [Fact]
    public void Judge_FewerRequestsPerSecond_AreWorse()
    {
        var random = new Random(12);

        var judgement = Judge((Run with { RequestsPerSecond = 70 }).Sample(random), Run.Sample(random));

        VerdictOf(judgement, RunMetric.Throughput).Should().Be(ChangeVerdict.Regressed);
        judgement.Verdict.Should().Be(ChangeVerdict.Regressed);
    }

    [Fact]
    public void Judge_TwoSlowerSteps_AreNamedBesideTheTotal()
    {
        var random = new Random(13);
        var baseline = (Run with { StepNames = ["login", "cart"] }).Sample(random);
        var slow = (Run with { StepNames = ["login", "cart"], MedianMs = 90 }).Sample(random);

        var judgement = Judge(slow, baseline);

        judgement.Changes.Where(change => change.Verdict == ChangeVerdict.Regressed).Select(change => change.Step).Distinct()
            .Should().BeEquivalentTo("total", "login", "cart");
    }

    [Fact]
    public void Judge_OneSlowerStepOfTwo_IsNamedAndTheOtherIsNot()
    {
        var random = new Random(20);
        var both = Run with { StepNames = ["login", "cart"] };

        var judgement = Judge((both with { Slow = ("cart", 1.3) }).Sample(random), both.Sample(random));

        judgement.Changes.Where(change => change.Step == "cart" && change.Metric is RunMetric.P50 or RunMetric.P95)
            .Should().HaveCount(2).And.OnlyContain(change => change.Verdict == ChangeVerdict.Regressed);
        judgement.Changes.Where(change => change.Step == "login").Should().NotBeEmpty()
            .And.NotContain(change => change.Verdict == ChangeVerdict.Regressed);
        judgement.Reason.Should().Contain("cart");
    }

    [Fact]
    public void Judge_NothingInCommon_IsInconclusiveAndSaysSo()
    {
        var other = (Run with { StepNames = ["one", "two"] }).Sample(new Random(14));

        var judgement = Judge(Run.Sample(new Random(15)), other);

        judgement.Verdict.Should().Be(ChangeVerdict.Inconclusive);
        judgement.Reason.Should().Contain("no step");
        Judge(Run.Sample(new Random(15)), []).Reason.Should().Contain("no run to compare");
    }

    [Fact]
    public void Judge_TheSameRunsAgain_IsTheSame()
    {
        var (current, baseline) = (Run.Sample(new Random(16)), Run.Sample(new Random(17)));

        Judge(current, baseline).Changes.Should().Equal(Judge(current, baseline).Changes);
    }

    private static RunJudgement Judge(RunSample current, params RunSample[] baselines) =>
        RegressionJudge.Judge(current, baselines, RegressionRules.Default);

    private static ChangeVerdict VerdictOf(RunJudgement judgement, RunMetric metric) =>
        judgement.Changes.Single(change => change.Step == RunSample.Total && change.Metric == metric).Verdict;
}
