using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Retention;
using Curlew.Storage.Tests.Schedules;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Retention;

/// <summary>What schedules say of how long their runs are kept.</summary>
public sealed class ScheduleRetentionTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task RunAsync_ScheduleThatKeepsSome_LosesItsOldestRunsOnly(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var keepsTwo = (await database.AddScheduleAsync(schedule => schedule.KeepRuns = 2)).Id;
        var keepsAll = (await database.AddScheduleAsync()).Id;
        var pinned = await AddAsync(database, keepsTwo);
        await database.PinAsync(pinned);
        var old = await AddAsync(database, keepsTwo);
        var kept = new List<RunId> { pinned };
        for (var i = 0; i < 2; i++)
        {
            kept.Add(await AddAsync(database, keepsTwo));
            kept.Add(await AddAsync(database, keepsAll));
            kept.Add(await AddAsync(database, schedule: null));
        }

        var report = await database.SweepAsync(RetentionRules.KeepAll);

        report.OfSchedules.Should().Equal(old);
        (await database.AllRunsAsync()).Should().BeEquivalentTo(kept);
    }

    [Theory, EveryProvider]
    public async Task RunAsync_ScheduleThatKeepsSomeDays_LosesWhatEndedBefore(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var schedule = (await database.AddScheduleAsync(schedule => schedule.KeepDays = 7)).Id;
        var old = await AddAsync(database, schedule);
        database.Time.Advance(TimeSpan.FromDays(4));
        var young = await AddAsync(database, schedule);
        database.Time.Advance(TimeSpan.FromDays(4));

        (await database.SweepAsync(RetentionRules.KeepAll)).OfSchedules.Should().Equal(old);
        (await database.AllRunsAsync()).Should().Equal(young);
    }

    [Theory, EveryProvider]
    public async Task RunAsync_HistoryOlderThanRunsMayBe_IsForgotten(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var schedule = await database.AddScheduleAsync();
        var now = database.Time.GetUtcNow();
        await database.Schedules.TryHandleAsync(
            (await database.Schedules.FindTimesAsync(schedule.Id, Stop))!,
            now,
            [ScheduleBuilder.FiringOf(schedule, now.AddDays(-2)), ScheduleBuilder.FiringOf(schedule, now.AddHours(-2))],
            Stop);

        await database.SweepAsync(new RetentionRules { MaxAge = TimeSpan.FromDays(1) });

        (await database.Schedules.ListFiringsAsync(schedule.Id, 10, null, Stop)).Items.Should().ContainSingle();
    }

    private static async Task<RunId> AddAsync(TestDatabase database, Guid? schedule)
    {
        database.Time.Advance(TimeSpan.FromMinutes(1));
        var run = await database.AddEndedWithOutcomesAsync();
        await using var context = database.Context();
        await context.Runs.Where(row => row.Id == run.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ScheduleId, schedule), Stop);
        return run;
    }
}
