using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Runs;

public class RunStoreStopTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task RequestStopAsync_EachStatus_StopsWhatCanBeStopped(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            var id = await database.AddAsync(status);
            var expected = status switch
            {
                RunStatus.Queued => RunStatus.Stopped,
                RunStatus.Starting or RunStatus.Running => RunStatus.Stopping,
                _ => status,
            };

            var answered = await database.Runs.RequestStopAsync(id, "asked by ann", Stop);

            var run = await database.GetAsync(id);
            answered.Should().Be(expected);
            run.Status.Should().Be(expected);
            run.StopReason.Should().Be(expected == status ? null : "asked by ann");
            run.EndedAt.HasValue.Should().Be(status == RunStatus.Queued);
        }
    }

    [Theory, EveryProvider]
    public async Task RequestStopAsync_Twice_KeepsTheFirstReason(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Running);

        await database.Runs.RequestStopAsync(id, "first", Stop);
        await database.Runs.RequestStopAsync(id, "second", Stop);

        (await database.GetAsync(id)).StopReason.Should().Be("first");
    }

    [Theory, EveryProvider]
    public async Task RequestStopAsync_WhileStarting_KeepsTheOwnerFromSendingLoad(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddQueuedAsync();
        var fence = await database.Runs.TryClaimAsync(id, "node-1", RunBuilder.Lease, cancellationToken: Stop);

        await database.Runs.RequestStopAsync(id, "asked by ann", Stop);

        (await database.Runs.TryMoveAsync(id, fence!.Value, RunStatus.Running, cancellationToken: Stop)).Should().BeFalse();
        (await database.Runs.TryMoveAsync(id, fence.Value, RunStatus.Stopped, cancellationToken: Stop)).Should().BeTrue();
    }

    [Theory, EveryProvider]
    public async Task RequestStopAsync_UnknownRun_AnswersNull(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);

        (await database.Runs.RequestStopAsync(RunId.New(database.Time), "x", Stop)).Should().BeNull();
    }
}
