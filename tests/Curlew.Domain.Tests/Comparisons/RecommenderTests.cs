using Curlew.Domain.Comparisons.Results;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Statistics;
using Curlew.Domain.Summaries;

namespace Curlew.Domain.Tests.Comparisons;

public sealed class RecommenderTests
{
    private static readonly Dictionary<string, int> Departures = new() { ["1.1"] = 1, ["2"] = 1, ["auto"] = 0 };

    [Fact]
    public void Recommend_NothingDiffers_NamesTheSimplest()
    {
        var said = Recommend("1.1", [Arm("1.1"), Arm("2"), Arm("auto")], All("2", ArmVerdict.Same), All("auto", ArmVerdict.Same));

        said.Outcome.Should().Be(RecommendationOutcome.NoDifference);
        said.Arm.Should().Be("auto");
        said.AsGood.Should().Equal("1.1", "2");
        said.Sentence.Should().StartWith("No difference that matters").And.Contain("this target, this load and this generator");
        said.MayChange.Should().BeEmpty();
    }

    [Fact]
    public void Recommend_StreamErrors_ComeBeforeSpeed()
    {
        var said = Recommend(
            "1.1", [Arm("1.1"), Arm("2", failed: 300, p95: 5), Arm("auto", failed: 300, p95: 5)],
            With("2", ArmMetric.ErrorRatePercent, ArmVerdict.Worse, 3), With("auto", ArmMetric.ErrorRatePercent, ArmVerdict.Worse, 3));

        said.Outcome.Should().Be(RecommendationOutcome.Arm);
        said.Arm.Should().Be("1.1");
        said.AsGood.Should().BeEmpty();
        said.Reasons[0].Should().Be("2 fails in 3 % of requests (300 × CURLE_HTTP2_STREAM (92)), 1.1 in 0 %: 2 to 4 percentage points more.");
    }

    [Theory]
    [InlineData(ArmMetric.P95Ms, "p95")]
    [InlineData(ArmMetric.P99Ms, "p99")]
    [InlineData(ArmMetric.RequestsPerSecond, "requests")]
    [InlineData(ArmMetric.GeneratorCpuPercent, "CPU of the generator")]
    public void Recommend_OneArmIsWorse_LeavesTheOthersAsGood(ArmMetric metric, string word)
    {
        var said = Recommend("1.1", [Arm("1.1"), Arm("2"), Arm("auto")], With("2", metric, ArmVerdict.Worse, 70), All("auto", ArmVerdict.Same));

        said.Outcome.Should().Be(RecommendationOutcome.Arm);
        said.Arm.Should().Be("auto");
        said.AsGood.Should().Equal("1.1");
        said.Reasons[0].Should().StartWith($"2: {word} 70");
    }

    /// <summary>The fastest is what others are held against; among those as fast the one that costs less is to be used.</summary>
    [Fact]
    public void Recommend_OneAsFastCostsLess_IsNamedAndTheReferenceIsOut()
    {
        var said = Recommend(
            "2", [Arm("1.1"), Arm("2"), Arm("auto")], [Cheaper("1.1")], With("auto", ArmMetric.GeneratorCpuPercent, ArmVerdict.Inconclusive, 3));

        said.Outcome.Should().Be(RecommendationOutcome.Arm);
        said.Arm.Should().Be("1.1");
        said.AsGood.Should().Equal("auto");
        said.Reasons[0].Should().Be("1.1: CPU of the generator 16 % of a core against 28 % of a core with 2, 8 to 16 % of a core less.");
        said.MayChange[0].Should().Contain("auto").And.Contain("more rounds");
    }

    [Fact]
    public void Recommend_NoBetterThanTheReferenceThatIsOut_IsOutToo()
    {
        var said = Recommend("2", [Arm("1.1"), Arm("2"), Arm("auto")], [Cheaper("1.1")], All("auto", ArmVerdict.Same));

        said.Arm.Should().Be("1.1");
        said.AsGood.Should().BeEmpty();
    }

    [Fact]
    public void Recommend_FewFailuresMoreThanChance_DecideBetweenTheRest()
    {
        var few = new ArmDifference("auto", ArmMetric.ErrorRatePercent, 0, 0.2, new Estimate(0.2, 0.1, 0.3), 0.5, ArmVerdict.Same);

        var said = Recommend("1.1", [Arm("1.1"), Arm("2"), Arm("auto", failed: 20)], All("2", ArmVerdict.Same), [few]);

        said.Arm.Should().Be("1.1", "auto is simpler, but fails now and then");
        said.Reasons.Should().ContainMatch("auto fails in 0.2 % of requests*little*");
    }

    [Fact]
    public void Recommend_CannotTell_SaysWhatWould()
    {
        var said = Recommend("1.1", [Arm("1.1"), Arm("2")], With("2", ArmMetric.P95Ms, ArmVerdict.Inconclusive, 90));

        said.Outcome.Should().Be(RecommendationOutcome.Inconclusive);
        said.MayChange[0].Should().Contain("2").And.Contain("more rounds or longer runs");
    }

    [Fact]
    public void Recommend_AnArmThatNeverRan_IsOut()
    {
        var said = Recommend("1.1", [Arm("1.1"), Broken("2", "HTTP/2 is not what the server speaks.")]);

        said.Outcome.Should().Be(RecommendationOutcome.Arm);
        said.Arm.Should().Be("1.1");
        said.Reasons[0].Should().Be("2 could not be measured: HTTP/2 is not what the server speaks.");
        said.MayChange.Should().ContainMatch("2: 1 of 1 rounds could not be used.");
    }

    [Fact]
    public void Recommend_AnArmThatFailedWhereItIsNotUsed_IsNotTakenForGood()
    {
        var said = Recommend("2", [Arm("1.1"), Overwhelmed(Arm("2"), 31.5)], All("1.1", ArmVerdict.Same));

        said.Outcome.Should().Be(RecommendationOutcome.Arm);
        said.Arm.Should().Be("1.1");
        said.AsGood.Should().BeEmpty();
        said.Reasons[0].Should().Be("2 failed in rounds whose figures cannot be used (31.5 % in round 4), so its 0 % of the others tell too little.");
    }

    [Fact]
    public void Recommend_EveryArmFailedWhereItIsNotUsed_RecommendsNone()
    {
        var said = Recommend("1.1", [Overwhelmed(Arm("1.1"), 4), Overwhelmed(Arm("2"), 31)], All("2", ArmVerdict.Same));

        said.Outcome.Should().Be(RecommendationOutcome.Inconclusive);
        said.Arm.Should().BeNull();
        said.Sentence.Should().StartWith("Nothing can be recommended");
    }

    /// <summary>As many as in the rounds that are used: that they are left out hides nothing.</summary>
    [Fact]
    public void Recommend_UnusedRoundsThatFailedAsOthersDid_AreOnlyDoubted()
    {
        var said = Recommend("1.1", [Overwhelmed(Arm("1.1"), 0.4), Arm("2")], All("2", ArmVerdict.Same));

        said.Arm.Should().Be("1.1");
        said.MayChange.Should().ContainMatch("1.1: 1 of 4 rounds could not be used.");
    }

    [Fact]
    public void Recommend_NoArmHasFigures_RecommendsNone()
    {
        Recommend(null, [Broken("1.1", "Refused."), Broken("2", "Refused.")]).Outcome.Should().Be(RecommendationOutcome.None);
        var failing = Recommend("1.1", [Arm("1.1", failed: 9000), Arm("2", failed: 9000)]);
        failing.Outcome.Should().Be(RecommendationOutcome.None);
        failing.Sentence.Should().Contain("fails in most requests");
    }

    [Fact]
    public void Recommend_WeakEvidence_IsDoubted()
    {
        var said = Recommend(
            "1.1", [Arm("1.1", rounds: 2), Arm("2") with { SkippedStarts = 5, GotOtherVersion = true, GeneratorCpuPercent = new Spread(85, 80, 95) }],
            All("2", ArmVerdict.Same));

        string.Join('\n', said.MayChange).Should().Contain("1.1: fewer than 3 rounds").And.Contain("5 starts were skipped")
            .And.Contain("did not get the HTTP version").And.Contain("95 % of a core");
    }

    private static Recommendation Recommend(string? reference, IReadOnlyList<ArmResult> arms, params IEnumerable<ArmDifference>[] differences) =>
        Recommender.Recommend(arms, reference, [.. differences.SelectMany(each => each)], Departures, RegressionRules.Default);

    private static IEnumerable<ArmDifference> All(string arm, ArmVerdict verdict) =>
        Enum.GetValues<ArmMetric>().Select(metric => new ArmDifference(arm, metric, 1, 1, new Estimate(0, -1, 1), 5, verdict));

    private static IEnumerable<ArmDifference> With(string arm, ArmMetric metric, ArmVerdict verdict, double value) =>
        All(arm, ArmVerdict.Same).Select(difference => difference.Metric != metric
            ? difference
            : difference with { Verdict = verdict, Reference = 0, Value = value, Change = new Estimate(value, value - 1, value + 1) });

    private static ArmDifference Cheaper(string arm) =>
        new(arm, ArmMetric.GeneratorCpuPercent, 28, 16, new Estimate(-12, -16, -8), 5, ArmVerdict.Better);

    private static ArmResult Broken(string name, string why) => Arm(name) with
    {
        RoundsUsed = 0,
        Rounds = [new RoundResult(1, Guid.Empty, RunStatus.Failed, IsUsed: false, why, null, null, null, null, null)],
        Requests = 0,
        ErrorRatePercent = null,
    };

    private static ArmResult Overwhelmed(ArmResult arm, double errorRatePercent) => arm with
    {
        Rounds =
        [
            .. arm.Rounds,
            new RoundResult(4, Guid.Empty, RunStatus.Completed, IsUsed: false, "Invalid.", 9_000, errorRatePercent, 10, 95, SelfCheckResult.Invalid),
        ],
    };

    private static ArmResult Arm(string name, long failed = 0, double p95 = 10, int rounds = 3) => new()
    {
        Arm = name == "1.1" ? 0 : name == "2" ? 1 : 2,
        Name = name,
        RoundsUsed = rounds,
        Rounds = [.. Enumerable.Range(1, rounds).Select(round =>
            new RoundResult(round, Guid.Empty, RunStatus.Completed, IsUsed: true, null, 10_000 / rounds, 0, p95, 10, SelfCheckResult.Pass))],
        Requests = 10_000,
        Failed = failed,
        ErrorRatePercent = new Estimate(failed / 100.0, failed / 100.0, failed / 100.0),
        CurlCodes = failed == 0 ? [] : [new CurlCodeCount(92, "CURLE_HTTP2_STREAM", "Stream error", failed)],
        StreamErrors = failed,
        Failures = [],
        HiddenRepeats = 0,
        HttpVersionAsked = name,
        HttpVersions = [],
        GotOtherVersion = false,
        SkippedStarts = 0,
        GeneratorCpuPercent = new Spread(10, 9, 11),
        ResponseTimeMs = new ArmTimes(null, new Estimate(p95, p95, p95), null),
        Advisories = [],
    };
}
