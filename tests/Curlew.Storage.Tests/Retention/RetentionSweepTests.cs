using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Retention;
using Curlew.Storage.Tests.Runs;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Retention;

public sealed class RetentionSweepTests(SharedPostgres postgres)
{
    private static readonly RetentionRules OneDay = new() { MaxAge = TimeSpan.FromDays(1) };

    [Theory, EveryProvider]
    public async Task RunAsync_RunsThatEndedLongAgo_GoWithAllThatThereIsOfThem(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var old = await database.AddEndedWithOutcomesAsync();
        database.Time.Advance(TimeSpan.FromDays(1));
        var atTheBound = await database.SweepAsync(OneDay);
        var young = await database.AddEndedWithOutcomesAsync();
        database.Time.Advance(TimeSpan.FromMilliseconds(1));

        var report = await database.SweepAsync(OneDay);

        atTheBound.TooOld.Should().BeEmpty("it ended exactly a day ago, not longer");
        report.TooOld.Should().Equal(old);
        (await database.AllRunsAsync()).Should().Equal(young);
        (await database.CountPartsAsync()).Should().Be((1, 1));
        database.FileNames().Should().Equal($"{young}.db");
    }

    [Theory, EveryProvider]
    public async Task RunAsync_LongRunThatEndedJustNow_CountsFromItsEnd(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var run = await database.AddStartedAsync();
        database.Time.Advance(TimeSpan.FromDays(3));
        await database.EndAsync(run);
        database.Time.Advance(TimeSpan.FromHours(23));

        (await database.SweepAsync(OneDay)).TooOld.Should().BeEmpty();

        database.Time.Advance(TimeSpan.FromHours(2));
        (await database.SweepAsync(OneDay)).TooOld.Should().Equal(run);
    }

    [Theory, EveryProvider]
    public async Task RunAsync_EachRule_LeavesPinnedRunsBaselinesAndRunsThatHaveNotEndedAlone(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var definition = await database.AddDefinitionAsync();
        var pinned = await database.AddEndedWithOutcomesAsync(definition);
        await database.PinAsync(pinned);
        var baseline = await database.AddEndedWithOutcomesAsync(definition);
        await database.SetBaselineAsync(definition, baseline);
        var running = await database.AddStartedAsync(definition);
        var queued = await database.AddQueuedAsync();
        var unheld = await database.AddEndedWithOutcomesAsync(definition);
        database.Time.Advance(TimeSpan.FromMinutes(1));
        await database.AddEndedWithOutcomesAsync(definition);
        database.Time.Advance(TimeSpan.FromDays(30));

        var byCount = await database.SweepAsync(new RetentionRules { MaxRunsPerDefinition = 1 });
        var byBytes = await database.SweepAsync(new RetentionRules { MaxBytes = 1 });
        var byAge = await database.SweepAsync(OneDay);

        byCount.TooMany.Should().Equal(unheld);
        byBytes.TooLarge.Should().ContainSingle();
        byAge.TooOld.Should().Equal(byBytes.TooLarge);
        (await database.AllRunsAsync()).Should().BeEquivalentTo([pinned, baseline, running, queued]);
        database.FileNames().Should().BeEquivalentTo($"{pinned}.db", $"{baseline}.db", $"{running}.db");
    }

    [Theory, EveryProvider]
    public async Task RunAsync_MoreRunsThanADefinitionMayHave_KeepsTheNewestOfEach(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var (first, second, deleted) = (await database.AddDefinitionAsync(), await database.AddDefinitionAsync(), Guid.NewGuid());
        var runs = new Dictionary<Guid, List<RunId>> { [first] = [], [second] = [], [deleted] = [] };
        var whole = new List<RunId>();
        for (var round = 0; round < 5; round++)
        {
            foreach (var (definition, its) in runs.Where(entry => round < 2 || entry.Key != second))
                its.Add(await database.AddEndedWithOutcomesAsync(definition));
            whole.Add(await database.AddEndedWithOutcomesAsync());
            database.Time.Advance(TimeSpan.FromHours(1));
        }

        await database.PinAsync(runs[first][0]);
        await database.PinAsync(runs[first][4]);

        var report = await database.SweepAsync(new RetentionRules { MaxRunsPerDefinition = 2 });

        report.TooMany.Should().BeEquivalentTo([runs[first][1], .. runs[deleted][..3]], "pins do not count");
        (await database.AllRunsAsync()).Should().Contain(runs[second]).And.Contain(whole);
        report.TooMany.Should().OnlyContain(run => !File.Exists(database.FileOf(run)));
    }

    [Theory, EveryProvider]
    public async Task RunAsync_MoreBytesThanAllFilesMayHave_TakesTheFilesOfTheRunsThatEndedFirstAndNothingElse(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var endedLast = await database.AddStartedAsync(outcomes: 5_000);
        var runs = new List<RunId>();
        for (var i = 0; i < 4; i++)
        {
            database.Time.Advance(TimeSpan.FromMinutes(1));
            runs.Add(await database.AddEndedWithOutcomesAsync(outcomes: 5_000));
        }

        database.Time.Advance(TimeSpan.FromMinutes(1));
        await database.EndAsync(endedLast);
        var size = new FileInfo(database.FileOf(endedLast)).Length;

        var fits = await database.SweepAsync(new RetentionRules { MaxBytes = 5 * size });
        var report = await database.SweepAsync(new RetentionRules { MaxBytes = (5 * size) - size - 1 });

        fits.TooLarge.Should().BeEmpty();
        report.TooLarge.Should().Equal(runs[..2]);
        database.FileNames().Should().BeEquivalentTo($"{runs[2]}.db", $"{runs[3]}.db", $"{endedLast}.db");
        (await database.AllRunsAsync()).Should().HaveCount(5);
        (await database.GetAsync(runs[0])).SummaryJson.Should().Be("{}");
        (await database.CountPartsAsync()).Should().Be((5, 5));
        database.Outcomes.Exists(runs[0]).Should().BeFalse();
    }

    [Theory, EveryProvider]
    public async Task RunAsync_NoRules_KeepsEverything(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var run = await database.AddEndedWithOutcomesAsync(await database.AddDefinitionAsync());
        database.Time.Advance(TimeSpan.FromDays(10_000));

        await database.SweepAsync(RetentionRules.KeepAll);

        (await database.AllRunsAsync()).Should().Equal(run);
        database.FileNames().Should().Equal($"{run}.db");
    }

    [Theory, EveryProvider]
    public async Task DeleteAsync_RunPinnedSinceItWasFound_Stays(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var run = await database.AddEndedWithOutcomesAsync();
        database.Time.Advance(TimeSpan.FromDays(2));
        var stop = TestContext.Current.CancellationToken;
        var found = await database.Expendable.EndedBeforeAsync(database.Time.GetUtcNow(), stop);
        await database.PinAsync(run);

        (await database.Expendable.DeleteAsync(found.Single(), stop)).Should().BeFalse();

        (await database.AllRunsAsync()).Should().Equal(run);
    }
}
