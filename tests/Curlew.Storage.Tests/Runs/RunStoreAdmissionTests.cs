using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Idempotency;
using Curlew.Storage.Runs;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Runs;

/// <summary>What of runs that are added, claimed or stopped at the same time gets past a limit: nothing.</summary>
public sealed class RunStoreAdmissionTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task TryAddAsync_ManyAtTheSameMoment_TakesAsManyAsMayWaitInAll(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);

        var refusals = await AddManyAsync(database, 100, new QueueLimits(InAll: 7, OfKey: null), key: null);

        refusals.Count(refusal => refusal == QueueRefusal.None).Should().Be(7);
        refusals.Count(refusal => refusal == QueueRefusal.FullInAll).Should().Be(93);
        (await CountAsync(database)).Should().Be(7);
    }

    [Theory, EveryProvider]
    public async Task TryAddAsync_KeyIsFull_TakesThoseOfOthers(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var limits = new QueueLimits(InAll: null, OfKey: 3);

        var refusals = await AddManyAsync(database, 20, limits, key: Guid.NewGuid());

        refusals.Count(refusal => refusal == QueueRefusal.None).Should().Be(3);
        refusals.Count(refusal => refusal == QueueRefusal.FullForKey).Should().Be(17);
        (await database.Runs.TryAddAsync(RunOf(database, Guid.NewGuid()), limits, null, Stop)).Should().Be(QueueRefusal.None);
        (await database.Runs.TryAddAsync(RunOf(database, key: null), limits, null, Stop)).Should().Be(QueueRefusal.None);
    }

    [Theory, EveryProvider]
    public async Task TryAddAsync_OneKeyManyTimesAtTheSameMoment_MakesOneRun(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);

        var made = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(async () =>
        {
            var run = RunOf(database, key: null);
            try
            {
                await database.Runs.TryAddAsync(run, QueueLimits.None, RecordOf(database, run.Id), Stop);
                return run.Id;
            }
            catch (KeyTakenException)
            {
                return (Guid?)null;
            }
        })));

        var winner = made.Should().ContainSingle(id => id != null).Subject;
        (await CountAsync(database)).Should().Be(1);
        await using var context = database.Context();
        (await context.IdempotencyKeys.SingleAsync(Stop)).ResourceId.Should().Be(winner!.Value);
    }

    [Theory, EveryProvider]
    public async Task TryAddAsync_QueueIsFull_KeepsNoKey(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        await database.AddQueuedAsync();
        var run = RunOf(database, key: null);

        (await database.Runs.TryAddAsync(run, new QueueLimits(1, null), RecordOf(database, run.Id), Stop)).Should().Be(QueueRefusal.FullInAll);

        await using var context = database.Context();
        (await context.IdempotencyKeys.CountAsync(Stop)).Should().Be(0);
    }

    [Theory, EveryProvider]
    public async Task TryClaimAsync_KeyAtItsLimit_RefusesItsRunsAndNoOthers(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var key = Guid.NewGuid();
        var ofKey = await AddAsync(database, key, 12);
        var ofOthers = await AddAsync(database, Guid.NewGuid(), 1);

        var fences = await Task.WhenAll(ofKey.Select(id => Task.Run(() => database.Runs.TryClaimAsync(id, "node-1", RunBuilder.Lease, 2, Stop))));

        fences.Count(fence => fence is not null).Should().Be(2);
        (await database.Runs.TryClaimAsync(ofOthers[0], "node-1", RunBuilder.Lease, 2, Stop)).Should().NotBeNull();
        (await database.Runs.ListNextOfKeyAsync(key, 2, Stop)).Should().BeEmpty();

        var claimed = ofKey[Array.FindIndex(fences, fence => fence is not null)];
        (await database.Runs.TryMoveAsync(claimed, 1, RunStatus.Stopped, cancellationToken: Stop)).Should().BeTrue();
        var next = (await database.Runs.ListNextOfKeyAsync(key, 2, Stop)).Should().ContainSingle().Subject;
        next.Should().Be(ofKey.First(id => fences[ofKey.IndexOf(id)] is null), "the oldest goes first");
        (await database.Runs.TryClaimAsync(next, "node-1", RunBuilder.Lease, 2, Stop)).Should().NotBeNull();
        (await database.Runs.ListWaitingKeysAsync(Stop)).Should().Equal(key);
    }

    [Theory, EveryProvider]
    public async Task RequestStopAllAsync_EachStatus_StopsWhatHasNotEnded(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var runs = new Dictionary<RunStatus, RunId>();
        foreach (var status in Enum.GetValues<RunStatus>())
            runs[status] = await database.AddAsync(status);
        var asked = database.Time.GetUtcNow();
        database.Time.Advance(TimeSpan.FromSeconds(1));
        var later = await database.AddQueuedAsync();

        var stopped = await database.Runs.RequestStopAllAsync("fire", asked, Stop);

        stopped.Should().BeEquivalentTo(
            [
                KeyValuePair.Create(runs[RunStatus.Queued], RunStatus.Queued),
                KeyValuePair.Create(runs[RunStatus.Starting], RunStatus.Starting),
                KeyValuePair.Create(runs[RunStatus.Running], RunStatus.Running),
            ]);
        (await database.GetAsync(runs[RunStatus.Queued])).Should().Match<RunRecord>(run =>
            run.Status == RunStatus.Stopped && run.StopReason == "fire" && run.EndedAt != null);
        (await database.GetAsync(runs[RunStatus.Starting])).Status.Should().Be(RunStatus.Stopping);
        (await database.GetAsync(runs[RunStatus.Running])).Should().Match<RunRecord>(run =>
            run.Status == RunStatus.Stopping && run.StopReason == "fire");
        foreach (var status in new[] { RunStatus.Finalizing, RunStatus.Completed, RunStatus.Failed, RunStatus.Interrupted })
            (await database.GetAsync(runs[status])).Should().Match<RunRecord>(run => run.Status == status && run.StopReason == null);
        (await database.GetAsync(later)).Status.Should().Be(RunStatus.Queued);
    }

    private static async Task<QueueRefusal[]> AddManyAsync(TestDatabase database, int count, QueueLimits limits, Guid? key) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(
            () => database.Runs.TryAddAsync(RunOf(database, key), limits, null, Stop))));

    private static async Task<List<RunId>> AddAsync(TestDatabase database, Guid key, int count)
    {
        var ids = new List<RunId>();
        for (var added = 0; added < count; added++)
        {
            database.Time.Advance(TimeSpan.FromSeconds(1));
            var run = RunOf(database, key);
            await database.Runs.AddAsync(run, Stop);
            ids.Add(new RunId(run.Id));
        }

        return ids;
    }

    private static async Task<int> CountAsync(TestDatabase database)
    {
        await using var context = database.Context();
        return await context.Runs.CountAsync(Stop);
    }

    private static RunRecord RunOf(TestDatabase database, Guid? key)
    {
        var like = RunBuilder.Queued(database.Time);
        return new RunRecord
        {
            Id = like.Id,
            Name = like.Name,
            DefinitionJson = like.DefinitionJson,
            HttpVersion = like.HttpVersion,
            Engine = like.Engine,
            CreatedAt = like.CreatedAt,
            ApiKeyId = key,
        };
    }

    private static IdempotencyRecord RecordOf(TestDatabase database, Guid made) => new()
    {
        Sender = "",
        Key = "key-1",
        Operation = "createRun",
        Fingerprint = new byte[32],
        ResourceId = made,
        CreatedAt = database.Time.GetUtcNow(),
    };
}
