using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Runs;

public class RunStoreTransitionTests(SharedPostgres postgres)
{
    private static readonly RunStatus[] Statuses = Enum.GetValues<RunStatus>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task TryMoveAsync_EveryPairOfStatuses_MovesWhereTheLifecycleAllowsIt(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddQueuedAsync();

        foreach (var from in Statuses)
        {
            foreach (var to in Statuses.Where(to => to != RunStatus.Starting))
            {
                await database.ForceAsync(id, from);

                var moved = await database.Runs.TryMoveAsync(id, fence: 0, to, cancellationToken: Stop);

                moved.Should().Be(from.CanBecome(to), "from {0} to {1}", from, to);
                (await database.GetAsync(id)).Status.Should().Be(moved ? to : from);
            }
        }
    }

    [Theory, EveryProvider]
    public async Task TryMoveAsync_ToStarting_IsRefusedBecauseOnlyAClaimRaisesTheFence(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddQueuedAsync();

        var move = () => database.Runs.TryMoveAsync(id, fence: 0, RunStatus.Starting, cancellationToken: Stop);

        await move.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Theory, EveryProvider]
    public async Task TryMoveAsync_OlderFence_ChangesNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddQueuedAsync();
        var lost = await database.Runs.TryClaimAsync(id, "node-1", RunBuilder.Lease, cancellationToken: Stop);
        await database.Runs.RecoverAsync(new RunHeir("node-1", RunBuilder.Lease, "The service died."), whoever: true, Stop);
        var fence = await database.Runs.TryClaimAsync(id, "node-2", RunBuilder.Lease, cancellationToken: Stop);

        var byOlder = await database.Runs.TryMoveAsync(id, lost!.Value, RunStatus.Running, cancellationToken: Stop);
        var byNewer = await database.Runs.TryMoveAsync(id, fence!.Value, RunStatus.Running, cancellationToken: Stop);

        byOlder.Should().BeFalse();
        byNewer.Should().BeTrue();
    }

    [Theory, EveryProvider]
    public async Task TryMoveAsync_WithMoreToSet_SetsItInTheSameUpdate(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Starting);
        var started = database.Time.GetUtcNow().AddTicks(12_345_670);

        await MoveAsync(started);
        await MoveAsync(started.AddDays(1));

        var run = await database.GetAsync(id);
        run.StartedAt.Should().Be(started);
        run.EndedAt.Should().BeNull();

        Task MoveAsync(DateTimeOffset at) => database.Runs.TryMoveAsync(
            id, 0, RunStatus.Running, set => set.SetProperty(run => run.StartedAt, at), Stop);
    }

    [Theory, EveryProvider]
    public async Task TryMoveAsync_ToATerminalStatus_NotesTheEnd(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Finalizing);
        database.Time.Advance(TimeSpan.FromSeconds(7));

        await database.Runs.TryMoveAsync(id, 0, RunStatus.Completed, cancellationToken: Stop);

        (await database.GetAsync(id)).EndedAt.Should().Be(database.Time.GetUtcNow());
    }

    [Theory, EveryProvider]
    public async Task TryMoveAsync_UnknownRun_AnswersFalse(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);

        var moved = await database.Runs.TryMoveAsync(RunId.New(database.Time), 0, RunStatus.Failed, cancellationToken: Stop);

        moved.Should().BeFalse();
    }
}
