using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Runs;

public class RunStoreClaimTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task TryClaimAsync_EachStatus_TakesOnlyWhatIsQueued(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            var id = await database.AddAsync(status);

            var fence = await database.Runs.TryClaimAsync(id, "node-2", RunBuilder.Lease, cancellationToken: Stop);

            var run = await database.GetAsync(id);
            fence.Should().Be(status == RunStatus.Queued ? 1 : null);
            run.Status.Should().Be(status == RunStatus.Queued ? RunStatus.Starting : status);
            run.Owner.Should().Be(status == RunStatus.Queued ? "node-2" : "node-1");
        }
    }

    [Theory, EveryProvider]
    public async Task TryClaimAsync_AgainAfterItWasGivenBack_RaisesTheFence(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddQueuedAsync();

        var first = await database.Runs.TryClaimAsync(id, "node-1", RunBuilder.Lease, cancellationToken: Stop);
        await database.Runs.TryMoveAsync(id, first!.Value, RunStatus.Queued, cancellationToken: Stop);
        var givenBack = await database.GetAsync(id);
        var second = await database.Runs.TryClaimAsync(id, "node-1", RunBuilder.Lease, cancellationToken: Stop);

        givenBack.Owner.Should().BeNull();
        (first, second).Should().Be((1, 2));
    }

    [Theory, EveryProvider]
    public async Task TryClaimAsync_ManyAtTheSameMoment_ExactlyOneWins(DatabaseProvider provider)
    {
        const int Rounds = 20;
        const int Rivals = 4;
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        for (var round = 0; round < Rounds; round++)
        {
            var id = await database.AddQueuedAsync();
            using var barrier = new Barrier(Rivals);

            var fences = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(rival => Task.Factory.StartNew(
                () =>
                {
                    barrier.SignalAndWait(Stop);
                    return database.Runs.TryClaimAsync(id, $"node-{rival}", RunBuilder.Lease, cancellationToken: Stop);
                },
                Stop,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()));

            var winner = fences.Should().ContainSingle(fence => fence != null).Subject;
            winner.Should().Be(1);
            (await database.GetAsync(id)).Owner.Should().Be($"node-{Array.IndexOf(fences, winner)}");
        }
    }
}
