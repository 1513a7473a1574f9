using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Runs;

public class RunStoreRecoveryTests(SharedPostgres postgres)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private static readonly RunHeir Heir = new("node-1", RunBuilder.Lease, "The service died.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task RecoverAsync_ProcessKilledInEachStatus_RepeatsOnlyWhatHadSentNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var left = new Dictionary<RunStatus, RunId>();
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            left[status] = await database.AddAsync(status);
            await StartedAsync(database, left[status]);
            database.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var report = await database.Runs.RecoverAsync(Heir, whoever: true, Stop);

        report.Queued.Should().Equal(left[RunStatus.Queued], left[RunStatus.Starting]);
        report.Requeued.Should().Equal(left[RunStatus.Starting]);
        report.Stopped.Should().BeEmpty();
        report.Adopted.Should().Equal(
            new AdoptedRun(left[RunStatus.Running], 1, RunStatus.Interrupted),
            new AdoptedRun(left[RunStatus.Stopping], 1, RunStatus.Stopped),
            new AdoptedRun(left[RunStatus.Finalizing], 1, RunStatus.Completed));
        foreach (var (before, id) in left)
        {
            var run = await database.GetAsync(id);
            run.Status.Should().Be(
                report.Queued.Contains(id) ? RunStatus.Queued : before.IsTerminal() ? before : RunStatus.Finalizing);
            run.LeaseUntil.Should().Be(run.Status == RunStatus.Finalizing ? database.Time.GetUtcNow() + Heir.Lease : null);
        }

        (await database.GetAsync(left[RunStatus.Running])).Failure.Should().Be(Heir.Interruption);
    }

    [Theory, EveryProvider]
    public async Task RecoverAsync_AskedToStopBeforeLoad_IsStopped(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Stopping);

        var report = await database.Runs.RecoverAsync(Heir, whoever: true, Stop);

        report.Stopped.Should().Equal(id);
        (await database.GetAsync(id)).Should().BeEquivalentTo(
            new { Status = RunStatus.Stopped, EndedAt = database.Time.GetUtcNow() });
    }

    [Theory, EveryProvider]
    public async Task RecoverAsync_AgainBecauseItsHeirDied_EndsEachAsTheFirstTime(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var running = await database.AddAsync(RunStatus.Running);
        var stopping = await database.AddQueuedAsync();
        var fence = (await database.Runs.TryClaimAsync(stopping, "node-1", RunBuilder.Lease, cancellationToken: Stop))!.Value;
        await database.Runs.TryMoveAsync(stopping, fence, RunStatus.Running, cancellationToken: Stop);
        await StartedAsync(database, stopping);
        await database.Runs.RequestStopAsync(stopping, "enough", Stop);
        var first = await database.Runs.RecoverAsync(Heir, whoever: true, Stop);

        var second = await database.Runs.RecoverAsync(Heir, whoever: true, Stop);

        // Accepted in the same millisecond, they have no order.
        second.Adopted.Should().Equal(first.Adopted.Select(run => run with { Fence = run.Fence + 1 }));
        second.Adopted.Should().BeEquivalentTo(
            [new AdoptedRun(running, 2, RunStatus.Interrupted), new AdoptedRun(stopping, fence + 2, RunStatus.Stopped)]);
    }

    [Theory, EveryProvider]
    public async Task RecoverAsync_OfOneOwner_LeavesTheRunsOfOthersAlone(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var mine = await database.AddAsync(RunStatus.Running, "node-1");
        var others = await database.AddAsync(RunStatus.Running, "node-2");

        var report = await database.Runs.RecoverAsync(Heir, whoever: false, Stop);

        report.Adopted.Should().ContainSingle(run => run.Id == mine);
        (await database.GetAsync(others)).Status.Should().Be(RunStatus.Running);
    }

    [Theory, EveryProvider]
    public async Task RecoverAsync_FormerOwnerStillAlive_ItCanChangeNothingAnyMore(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var starting = await database.AddQueuedAsync();
        var running = await database.AddQueuedAsync();
        var fence = (await database.Runs.TryClaimAsync(starting, "node-1", RunBuilder.Lease, cancellationToken: Stop))!.Value;
        await database.Runs.TryClaimAsync(running, "node-1", RunBuilder.Lease, cancellationToken: Stop);
        await database.Runs.TryMoveAsync(running, fence, RunStatus.Running, cancellationToken: Stop);
        await database.Runs.RecoverAsync(Heir, whoever: true, Stop);

        (await database.Runs.TryMoveAsync(starting, fence, RunStatus.Running, cancellationToken: Stop)).Should().BeFalse();
        await database.Runs.TryClaimAsync(starting, "node-1", RunBuilder.Lease, cancellationToken: Stop);
        (await database.Runs.TryMoveAsync(starting, fence, RunStatus.Running, cancellationToken: Stop)).Should().BeFalse();
        (await database.Runs.TryRenewLeaseAsync(running, fence, "node-1", RunBuilder.Lease, Stop)).Should().BeNull();
        (await database.Runs.SaveResultAsync(running, fence, RunStatus.Interrupted, new RunResults(), Stop)).Should().BeFalse();
    }

    [Theory, EveryProvider]
    public async Task RecoverLapsedAsync_LeaseOfAnotherNode_IsLeftAloneUntilItIsOverByTheMargin(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddQueuedAsync();
        var fence = (await database.Runs.TryClaimAsync(id, "node-2", RunBuilder.Lease, cancellationToken: Stop))!.Value;
        await database.Runs.TryMoveAsync(id, fence, RunStatus.Running, cancellationToken: Stop);

        database.Time.Advance(TimeSpan.FromSeconds(10));
        (await database.Runs.TryRenewLeaseAsync(id, fence, "node-2", RunBuilder.Lease, Stop)).Should().Be(RunStatus.Running);
        database.Time.Advance(RunBuilder.Lease + Margin);
        (await database.Runs.RecoverLapsedAsync(Heir, Margin, [], Stop)).Adopted.Should().BeEmpty();

        database.Time.Advance(TimeSpan.FromSeconds(1));
        (await database.Runs.RecoverLapsedAsync(Heir, Margin, [], Stop)).Adopted
            .Should().Equal(new AdoptedRun(id, fence + 1, RunStatus.Interrupted));
        (await database.GetAsync(id)).Owner.Should().Be("node-1");
    }

    [Theory, EveryProvider]
    public async Task RecoverLapsedAsync_RunsWithoutALease_AreLeftAlone(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        await database.AddAsync(RunStatus.Queued, owner: null);
        await database.AddAsync(RunStatus.Starting, "node-2");
        await database.AddAsync(RunStatus.Running, "node-2");
        database.Time.Advance(TimeSpan.FromDays(1));

        var report = await database.Runs.RecoverLapsedAsync(Heir, Margin, [], Stop);

        report.Should().BeEquivalentTo(new RecoveryReport([], [], [], []));
    }

    [Theory, EveryProvider]
    public async Task RecoverLapsedAsync_ClaimThatHadSentNothing_IsQueuedAgainWithoutALease(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddQueuedAsync();
        await database.Runs.TryClaimAsync(id, "node-2", RunBuilder.Lease, cancellationToken: Stop);
        database.Time.Advance(RunBuilder.Lease + Margin + TimeSpan.FromSeconds(1));

        (await database.Runs.RecoverLapsedAsync(Heir, Margin, [], Stop)).Queued.Should().Equal(id);

        (await database.GetAsync(id)).Should().BeEquivalentTo(
            new { Status = RunStatus.Queued, Owner = (string?)null, LeaseUntil = (DateTimeOffset?)null });
    }

    private static async Task StartedAsync(TestDatabase database, RunId id)
    {
        await using var context = database.Context();
        await context.Runs.Where(run => run.Id == id.Value).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.StartedAt, database.Time.GetUtcNow()), Stop);
    }
}
