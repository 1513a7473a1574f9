using Curlew.Domain.Definitions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Runs;

public class RunStoreListTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task ListAsync_RunsAcceptedInTheSameMoment_ShowsEachOnceNewestFirst(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var ids = new List<RunId>();
        for (var i = 0; i < 25; i++)
            ids.Add(await database.AddQueuedAsync());

        var listed = await AllAsync(database.Runs, RunFilter.All, limit: 7);

        listed.Select(run => run.Id).Should().Equal(ids.OrderByDescending(id => id.Value));
    }

    [Theory, EveryProvider]
    public async Task CountNotEnded_RunsOfEveryStatusAndTwoNodes_CountsThoseOfOneAndAllThatWait(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            await database.AddAsync(status, owner: status == RunStatus.Queued ? null : "node-1");
            await database.AddAsync(status, owner: status == RunStatus.Queued ? null : "node-2");
        }

        database.Runs.CountNotEnded("node-1").Should().BeEquivalentTo(new Dictionary<RunStatus, int>
        {
            [RunStatus.Queued] = 2,
            [RunStatus.Starting] = 1,
            [RunStatus.Running] = 1,
            [RunStatus.Stopping] = 1,
            [RunStatus.Finalizing] = 1,
        });
    }

    [Theory, EveryProvider]
    public async Task ListAsync_RunsAddedBetweenTwoPages_DoNotShiftTheSecond(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var oldest = await database.AddQueuedAsync();
        database.Time.Advance(TimeSpan.FromSeconds(1));
        await database.AddQueuedAsync();

        var first = await database.Runs.ListAsync(RunFilter.All, 1, before: null, Stop);
        database.Time.Advance(TimeSpan.FromSeconds(1));
        await database.AddQueuedAsync();
        var second = await database.Runs.ListAsync(RunFilter.All, 1, first.Next, Stop);

        second.Items.Should().ContainSingle(run => run.Id == oldest);
        second.Next.Should().BeNull();
    }

    [Theory, EveryProvider]
    public async Task ListAsync_EachFilter_FindsWhatLinqFindsInTheSameRuns(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var begin = database.Time.GetUtcNow();
        await AddOneOfEachAsync(database);
        var all = await AllAsync(database.Runs, RunFilter.All, limit: 100);

        foreach (var filter in Filters(begin))
        {
            var found = await AllAsync(database.Runs, filter, limit: 4);

            found.Should().Equal(all.Where(run => Matches(run, filter)), "of {0}", filter);
        }
    }

    [Theory, EveryProvider]
    public async Task ListAsync_RunThatHasEnded_ShowsItsVerdictAndValidity(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        await database.AddEndedAsync(Verdict.Passed, SelfCheckResult.Invalid);
        database.Time.Advance(TimeSpan.FromSeconds(1));
        await database.AddQueuedAsync();

        var listed = await AllAsync(database.Runs, RunFilter.All, limit: 7);

        listed.Select(run => (run.Verdict, run.Validity))
            .Should().Equal((null, null), (Verdict.Passed, SelfCheckResult.Invalid));
    }

    [Theory, EveryProvider]
    public async Task ListAsync_LimitBelowOne_IsRefused(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);

        var list = () => database.Runs.ListAsync(RunFilter.All, 0, before: null, Stop);

        await list.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    private static async Task AddOneOfEachAsync(TestDatabase database)
    {
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            foreach (var version in Enum.GetValues<HttpVersionChoice>())
            {
                database.Time.Advance(TimeSpan.FromMinutes(1));
                var run = await database.AddQueuedAsync(version);
                await database.ForceAsync(run, status);
                await database.Runs.SetPinnedAsync(run, version == HttpVersionChoice.Http2, Stop);
            }
        }

        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            for (var i = 0; i < 6; i++)
            {
                database.Time.Advance(TimeSpan.FromMinutes(1));
                await database.AddEndedAsync(verdict, SelfCheckResult.Pass, i % 2 == 0 ? RunStatus.Completed : RunStatus.Stopped);
            }
        }
    }

    private static IEnumerable<RunFilter> Filters(DateTimeOffset begin)
    {
        // The bounds are moments of runs, given in another time zone: from counts, to does not.
        var from = begin.AddMinutes(10).ToOffset(TimeSpan.FromHours(2));
        var to = begin.AddMinutes(25).ToOffset(TimeSpan.FromHours(-7));
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            yield return new RunFilter { Verdict = verdict };
            yield return new RunFilter { Verdict = verdict, Status = RunStatus.Stopped };
            yield return new RunFilter { Verdict = verdict, Status = RunStatus.Queued };
            yield return new RunFilter { Verdict = verdict, From = begin.AddMinutes(40), To = begin.AddMinutes(49) };
        }

        foreach (var pinned in new[] { true, false })
        {
            yield return new RunFilter { Pinned = pinned };
            yield return new RunFilter { Pinned = pinned, Status = RunStatus.Running, From = from };
        }

        foreach (var status in new RunStatus?[] { null, RunStatus.Queued, RunStatus.Finalizing, RunStatus.Interrupted })
        {
            foreach (var version in new HttpVersionChoice?[] { null, HttpVersionChoice.Http2 })
            {
                yield return new RunFilter { Status = status, HttpVersion = version };
                yield return new RunFilter { Status = status, HttpVersion = version, From = from };
                yield return new RunFilter { Status = status, HttpVersion = version, To = to };
                yield return new RunFilter { Status = status, HttpVersion = version, From = from, To = to };
            }
        }
    }

    private static bool Matches(RunListing run, RunFilter filter) =>
        (filter.Status is null || run.Status == filter.Status)
        && (filter.Verdict is null || run.Verdict == filter.Verdict)
        && (filter.HttpVersion is null || run.HttpVersion == filter.HttpVersion.Value.ToWord())
        && (filter.From is null || run.CreatedAt >= filter.From)
        && (filter.To is null || run.CreatedAt < filter.To)
        && (filter.Pinned is null || run.Pinned == filter.Pinned);

    private static async Task<List<RunListing>> AllAsync(RunStore runs, RunFilter filter, int limit)
    {
        var all = new List<RunListing>();
        RunId? before = null;
        do
        {
            var page = await runs.ListAsync(filter, limit, before, Stop);
            page.Items.Count.Should().BeLessThanOrEqualTo(limit);
            all.AddRange(page.Items);
            before = page.Next;
        }
        while (before is not null);
        return all;
    }
}
