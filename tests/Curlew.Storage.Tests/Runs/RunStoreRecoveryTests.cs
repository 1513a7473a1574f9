using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Runs;

public class RunStoreRecoveryTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task RecoverAsync_ProcessKilledInEachStatus_RepeatsOnlyWhatHadSentNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var left = new Dictionary<RunStatus, RunId>();
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            left[status] = await database.AddAsync(status);
            database.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var report = await database.Runs.RecoverAsync(cancellationToken: Stop);

        report.Queued.Should().Equal(left[RunStatus.Queued], left[RunStatus.Starting]);
        report.Requeued.Should().Equal(left[RunStatus.Starting]);
        report.Interrupted.Should().Equal(left[RunStatus.Running], left[RunStatus.Stopping], left[RunStatus.Finalizing]);
        foreach (var (before, id) in left)
        {
            var run = await database.GetAsync(id);
            run.Status.Should().Be(
                report.Queued.Contains(id) ? RunStatus.Queued : before.IsTerminal() ? before : RunStatus.Interrupted);
            run.EndedAt.Should().Be(report.Interrupted.Contains(id) ? database.Time.GetUtcNow() : null);
        }
    }

    [Theory, EveryProvider]
    public async Task RecoverAsync_Twice_FindsNothingMoreToRepeatOrInterrupt(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        await database.AddAsync(RunStatus.Starting);
        await database.AddAsync(RunStatus.Running);
        await database.Runs.RecoverAsync(cancellationToken: Stop);

        var report = await database.Runs.RecoverAsync(cancellationToken: Stop);

        report.Requeued.Should().BeEmpty();
        report.Interrupted.Should().BeEmpty();
        report.Queued.Should().HaveCount(1);
    }

    [Theory, EveryProvider]
    public async Task RecoverAsync_OfOneOwner_LeavesTheRunsOfOthersAlone(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var mine = await database.AddAsync(RunStatus.Running, "node-1");
        var others = await database.AddAsync(RunStatus.Running, "node-2");

        var report = await database.Runs.RecoverAsync("node-1", Stop);

        report.Interrupted.Should().Equal(mine);
        (await database.GetAsync(others)).Status.Should().Be(RunStatus.Running);
    }

    [Theory, EveryProvider]
    public async Task RecoverAsync_FormerOwnerStillAlive_ItCanChangeNothingAnyMore(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddQueuedAsync();
        var fence = (await database.Runs.TryClaimAsync(id, "node-1", Stop))!.Value;
        await database.Runs.RecoverAsync(cancellationToken: Stop);

        (await database.Runs.TryMoveAsync(id, fence, RunStatus.Running, cancellationToken: Stop)).Should().BeFalse();
        await database.Runs.TryClaimAsync(id, "node-1", Stop);
        (await database.Runs.TryMoveAsync(id, fence, RunStatus.Running, cancellationToken: Stop)).Should().BeFalse();
    }
}
