using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Service.Regressions;
using Curlew.Storage.Database;
using Curlew.Storage.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Regressions;

/// <summary>Which runs a run is held against, and what comes of it.</summary>
public sealed class RunJudgingTests(SharedService shared)
{
    private static readonly SeededRun Usual = new(80);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rolling_NightsAndASlowOne_IsRegressedAndDoesNotBecomeTheBaseline()
    {
        var nights = await BeginAsync();
        var first = await nights.AddAsync(Usual);
        var sixth = await nights.AddAsync(5, Usual);
        var slow = await nights.AddAsync(new SeededRun(140));
        var slowAgain = await nights.AddAsync(new SeededRun(140));

        first.Regression!.Result.Should().BeNull();
        first.Regression.Reason.Should().Contain("no baseline yet");
        sixth.Regression!.Result.Should().Be(RegressionResult.Unchanged, sixth.Regression.Reason);
        sixth.Regression.BaselineRuns.Should().HaveCount(5);
        sixth.Regression.BaselineRuns[^1].Id.Should().Be(first.Id.Value);
        slow.Regression!.Result.Should().Be(RegressionResult.Regressed);
        slow.Regression.Reason.Should().Contain("p9").And.Contain("ms");
        var p95 = slow.Regression.Changes.Single(change => change is { Step: RunSample.Total, Metric: RunMetric.P95 });
        p95.Verdict.Should().Be(ChangeVerdict.Regressed);
        p95.Change.Should().BeInRange(50, 90);
        p95.Low.Should().BeGreaterThan(0).And.BeLessThan(p95.Change);
        slowAgain.Regression!.Result.Should().Be(RegressionResult.Regressed);
        slowAgain.Regression.BaselineRuns.Select(run => run.Id).Should().NotContain(slow.Id.Value).And.Contain(sixth.Id.Value);
    }

    [Fact]
    public async Task Pinned_RegressionThatIsAccepted_IsTheBaselineFromThenOn()
    {
        var nights = await BeginAsync();
        await nights.AddAsync(5, Usual);
        var slow = await nights.AddAsync(new SeededRun(140));
        await SetBaselineAsync(nights, slow);

        var accepted = await nights.AddAsync(new SeededRun(140));
        var fast = await nights.AddAsync(new SeededRun(70));

        accepted.Regression!.Baseline.Should().Be(BaselineKind.Pinned);
        accepted.Regression.Result.Should().NotBe(RegressionResult.Regressed, accepted.Regression.Reason);
        accepted.Regression.BaselineRuns.Should().ContainSingle().Which.Id.Should().Be(slow.Id.Value);
        fast.Regression!.Result.Should().Be(RegressionResult.Improved, fast.Regression.Reason);
    }

    [Fact]
    public async Task Named_RunOfBefore_GoesBeforeTheDefinitionsChoice()
    {
        var nights = await BeginAsync(""", "regression": {"baseline": "none"}""");
        var slow = await nights.AddAsync(new SeededRun(140));
        var unasked = await nights.AddAsync(Usual);
        var asked = await nights.AddAsync(Usual with { BaselineRunId = slow.Id.Value });

        unasked.Regression.Should().BeNull();
        asked.Regression!.Baseline.Should().Be(BaselineKind.Named);
        asked.Regression.Result.Should().Be(RegressionResult.Improved, asked.Regression.Reason);
    }

    [Fact]
    public async Task Rolling_RunsThatAreNotComparable_ArePassedOverAndNamedWithEachReason()
    {
        var nights = await BeginAsync();
        await nights.AddAsync(Usual with { Libcurl = "7.88.1" });
        await nights.AddAsync(Usual with { Host = host => host with { Name = "elsewhere", Cores = 99 } });
        await nights.AddAsync(Usual with { Host = _ => null });
        await nights.AddAsync(Usual with { Definition = nights.Definition.Replace("\"ratePerSecond\": 60", "\"ratePerSecond\": 61", StringComparison.Ordinal) });
        await nights.AddAsync(Usual with { HasSeconds = false });
        await nights.AddAsync(Usual with { Validity = "invalid" });
        await nights.AddAsync(Usual with { Status = RunStatus.Interrupted });

        var none = await nights.AddAsync(Usual);
        var one = await nights.AddAsync(Usual);

        none.Regression!.Result.Should().Be(RegressionResult.NotComparable);
        none.Regression.Reason.Should().StartWith("None of the last 5 good runs is comparable.");
        none.Regression.NotComparable.Select(run => string.Join(" ", run.Reasons)).Should().SatisfyRespectively(
            reason => reason.Should().StartWith("It has no seconds"),
            reason => reason.Should().Be("The definition differs in load.ratePerSecond."),
            reason => reason.Should().StartWith("The host that it ran on is not known"),
            reason => reason.Should().Contain("The host was elsewhere and is").And.Contain("The host had 99 cores and has"),
            reason => reason.Should().Be("libcurl was 7.88.1 and is 8.14.1."));
        one.Regression!.BaselineRuns.Should().ContainSingle().Which.Id.Should().Be(none.Id.Value);
        one.Regression.Result.Should().BeOneOf(RegressionResult.Unchanged, RegressionResult.Inconclusive);
    }

    [Fact]
    public async Task Run_ThatIsInvalidItself_IsNotComparable()
    {
        var nights = await BeginAsync();
        await nights.AddAsync(2, Usual);

        var invalid = await nights.AddAsync(new SeededRun(140) { Validity = "invalid" });

        invalid.Regression!.Result.Should().Be(RegressionResult.NotComparable);
        invalid.Regression.Reason.Should().Contain("self-checks are invalid");
        invalid.Regression.Changes.Should().BeEmpty();
    }

    [Fact]
    public async Task Pinned_BaselineThatIsTakenAwayOrDeletedMeanwhile_IsNotComparableAndSaysSo()
    {
        var nights = await BeginAsync(""", "regression": {"baseline": "pinned"}""");
        var first = await nights.AddAsync(Usual);
        await SetBaselineAsync(nights, first);
        await DeleteAsync(first);

        var deleted = await nights.AddAsync(Usual);
        await shared.Services.GetRequiredService<DefinitionStore>().SetBaselineAsync(nights.DefinitionId, null, Stop);
        var cleared = await nights.AddAsync(Usual);

        first.Regression!.Reason.Should().Contain("has no baseline");
        deleted.Regression!.Result.Should().Be(RegressionResult.NotComparable);
        deleted.Regression.Reason.Should().Contain($"{first.Id}").And.EndWith("It was deleted.");
        cleared.Regression!.Result.Should().Be(RegressionResult.NotComparable);
    }

    [Fact]
    public async Task Rolling_RunWhoseSecondsAreDamaged_IsPassedOver()
    {
        var nights = await BeginAsync();
        var good = await nights.AddAsync(Usual);
        await DamageAsync(good);
        var afterDamage = await nights.AddAsync(Usual);

        afterDamage.Regression!.Result.Should().Be(RegressionResult.NotComparable);
        afterDamage.Regression.NotComparable.Should().ContainSingle().Which.Reasons.Should().ContainSingle()
            .Which.Should().StartWith("What is stored of it cannot be read");
    }

    private Task<SeededHistory> BeginAsync(string members = "") => SeededHistory.BeginAsync(shared.Client, shared.Services, members);

    private async Task SetBaselineAsync(SeededHistory nights, SeededNight night) =>
        (await shared.Services.GetRequiredService<DefinitionStore>().SetBaselineAsync(nights.DefinitionId, night.Id.Value, Stop)).Should().BeTrue();

    private Task DeleteAsync(SeededNight night) =>
        ChangeAsync(context => context.Runs.Where(run => run.Id == night.Id.Value).ExecuteDeleteAsync(Stop));

    private Task DamageAsync(SeededNight night) => ChangeAsync(context => context.RunSeconds
        .Where(second => second.RunId == night.Id.Value)
        .ExecuteUpdateAsync(set => set.SetProperty(second => second.Steps, new byte[] { 0xFF, 0xFF, 0xFF }), Stop));

    private async Task ChangeAsync(Func<CurlewContext, Task> change)
    {
        await using var context = await shared.Services.GetRequiredService<IDbContextFactory<CurlewContext>>().CreateDbContextAsync(Stop);
        await change(context);
    }
}
