using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Runs;

public class RunStoreResultTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task SaveResultAsync_OwnersFence_SavesEverything(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Finalizing);

        var saved = await database.Runs.SaveResultAsync(id, 0, RunStatus.Completed, Results(), Stop);

        saved.Should().BeTrue();
        (await database.GetAsync(id)).Should().BeEquivalentTo(new
        {
            Status = RunStatus.Completed,
            StopReason = "threshold errorRate",
            Failure = (string?)null,
            Verdict = Verdict.Failed,
            Validity = SelfCheckResult.Warn,
            PreflightJson = """{"succeeded":true}""",
            SummaryJson = """{"total":{}}""",
            AdvisoriesJson = "[]",
            Requests = 100_000L,
            FailedRequests = 7L,
            EndedAt = database.Time.GetUtcNow(),
        });
        var histograms = await database.Runs.FindHistogramsAsync(id, Stop);
        histograms.Select(histogram => (histogram.Step, histogram.Metric))
            .Should().Equal((null, "responseTime"), (0, "serviceTime"));
        histograms[1].Compressed.Should().Equal(1, 2, 3);
    }

    [Theory, EveryProvider]
    public async Task SaveResultAsync_OlderFence_SavesNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Finalizing);

        var saved = await database.Runs.SaveResultAsync(id, fence: -1, RunStatus.Completed, Results(), Stop);

        saved.Should().BeFalse();
        var run = await database.GetAsync(id);
        (run.SummaryJson, run.StopReason, run.Verdict, run.Validity).Should().Be((null, null, null, null));
        (await database.Runs.FindHistogramsAsync(id, Stop)).Should().BeEmpty();
    }

    [Theory, EveryProvider]
    public async Task SaveResultAsync_RunThatSomebodyAskedToStop_KeepsTheirReason(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Running);
        await database.Runs.RequestStopAsync(id, "asked by ann", Stop);
        await database.Runs.TryMoveAsync(id, 0, RunStatus.Finalizing, cancellationToken: Stop);

        await database.Runs.SaveResultAsync(id, 0, RunStatus.Stopped, Results(), Stop);

        var run = await database.GetAsync(id);
        (run.StopReason, run.Verdict).Should().Be(("asked by ann", Verdict.Failed));
    }

    [Theory, EveryProvider]
    public async Task SaveResultAsync_ResultsWithoutReasonOrVerdict_SavesNone(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var asked = await database.AddAsync(RunStatus.Running);
        await database.Runs.RequestStopAsync(asked, "asked by ann", Stop);
        var unasked = await database.AddAsync(RunStatus.Starting);
        var results = new RunResults { Failure = "no such host" };

        await database.Runs.SaveResultAsync(asked, 0, RunStatus.Failed, results, Stop);
        await database.Runs.SaveResultAsync(unasked, 0, RunStatus.Failed, results, Stop);

        (await database.GetAsync(asked)).StopReason.Should().Be("asked by ann");
        var run = await database.GetAsync(unasked);
        (run.StopReason, run.Verdict, run.Validity).Should().Be((null, null, null));
    }

    [Theory, EveryProvider]
    public async Task SaveResultAsync_EachVerdictAndValidity_ComesBackAndLiesThereAsTheApisWord(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            foreach (var validity in Enum.GetValues<SelfCheckResult>())
            {
                var id = await database.AddAsync(RunStatus.Finalizing);

                await database.Runs.SaveResultAsync(
                    id, 0, RunStatus.Completed, Results() with { Verdict = verdict, Validity = validity }, Stop);

                var run = await database.GetAsync(id);
                (run.Verdict, run.Validity).Should().Be((verdict, validity));
            }
        }

        await using var context = database.Context();
        var words = await context.Database
            .SqlQueryRaw<string>("SELECT DISTINCT verdict || ' ' || validity AS \"Value\" FROM runs")
            .ToListAsync(Stop);
        words.Should().BeEquivalentTo(
            from verdict in new[] { "passed", "failed", "notApplicable" }
            from validity in new[] { "pass", "warn", "invalid" }
            select $"{verdict} {validity}");
    }

    [Theory, EveryProvider]
    public async Task SaveResultAsync_HistogramThatCannotBeSaved_LeavesTheRunAsItWas(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Finalizing);
        var broken = Results() with { Histograms = [new RunHistogramRecord { Step = null, Metric = null!, Compressed = [] }] };

        var save = () => database.Runs.SaveResultAsync(id, 0, RunStatus.Completed, broken, Stop);

        await save.Should().ThrowAsync<DbUpdateException>();
        (await database.GetAsync(id)).Status.Should().Be(RunStatus.Finalizing);
    }

    [Theory, EveryProvider]
    public async Task SaveProgressAsync_OwnersFence_Saves(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Running);

        await database.Runs.SaveProgressAsync(id, 0, requests: 5_000_000_000, failed: 3, Stop);

        var run = await database.GetAsync(id);
        (run.Requests, run.FailedRequests).Should().Be((5_000_000_000, 3));
    }

    [Theory, EveryProvider]
    public async Task SaveProgressAsync_OlderFenceOrEndedRun_ChangesNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var running = await database.AddAsync(RunStatus.Running);
        var ended = await database.AddAsync(RunStatus.Interrupted);

        await database.Runs.SaveProgressAsync(running, fence: -1, 10, 1, Stop);
        await database.Runs.SaveProgressAsync(ended, fence: 0, 10, 1, Stop);

        (await database.GetAsync(running)).Requests.Should().Be(0);
        (await database.GetAsync(ended)).Requests.Should().Be(0);
    }

    [Theory, EveryProvider]
    public async Task DeleteAsync_EachStatus_DeletesWhatHasEndedWithItsHistograms(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            var id = await database.AddAsync(RunStatus.Finalizing);
            await database.Runs.SaveResultAsync(id, 0, RunStatus.Completed, Results(), Stop);
            await database.ForceAsync(id, status);

            var deleted = await database.Runs.DeleteAsync(id, Stop);

            deleted.Should().Be(status.IsTerminal());
            (await database.Runs.FindAsync(id, Stop) is null).Should().Be(deleted);
            (await database.Runs.FindHistogramsAsync(id, Stop)).Should().HaveCount(deleted ? 0 : 2);
        }
    }

    [Theory, EveryProvider]
    public async Task DeleteAsync_PinnedRun_StaysUntilItIsLetGo(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Completed);
        await database.Runs.SetPinnedAsync(id, pinned: true, Stop);

        (await database.Runs.DeleteAsync(id, Stop)).Should().BeFalse();

        await database.Runs.SetPinnedAsync(id, pinned: false, Stop);
        (await database.Runs.DeleteAsync(id, Stop)).Should().BeTrue();
    }

    [Theory, EveryProvider]
    public async Task DeleteAsync_Baseline_StaysUntilItIsNoneAnyMore(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var (id, other) = (await database.AddAsync(RunStatus.Completed), await database.AddAsync(RunStatus.Completed));
        var definition = (await database.Definitions.AddAsync("a", "{}", Stop)).Definition.Id;
        await database.Definitions.SetBaselineAsync(definition, id.Value, Stop);

        (await database.Runs.DeleteAsync(id, Stop)).Should().BeFalse();
        (await database.Runs.DeleteAsync(other, Stop)).Should().BeTrue("another run is the baseline");
        (await database.Runs.FindAsync(id, Stop)).Should().NotBeNull();

        await database.Definitions.SetBaselineAsync(definition, null, Stop);
        (await database.Runs.DeleteAsync(id, Stop)).Should().BeTrue();
    }

    [Theory, EveryProvider]
    public async Task FindAsync_UnknownRun_AnswersNull(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);

        (await database.Runs.FindAsync(RunId.New(database.Time), Stop)).Should().BeNull();
        (await database.Runs.DeleteAsync(RunId.New(database.Time), Stop)).Should().BeFalse();
    }

    private static RunResults Results() => new()
    {
        StopReason = "threshold errorRate",
        Verdict = Verdict.Failed,
        Validity = SelfCheckResult.Warn,
        PreflightJson = """{"succeeded":true}""",
        SummaryJson = """{"total":{}}""",
        AdvisoriesJson = "[]",
        Requests = 100_000,
        FailedRequests = 7,
        Histograms =
        [
            new RunHistogramRecord { Step = null, Metric = "responseTime", Compressed = [9] },
            new RunHistogramRecord { Step = 0, Metric = "serviceTime", Compressed = [1, 2, 3] },
        ],
    };
}
