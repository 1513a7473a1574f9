using Curlew.Domain.Schedules;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Curlew.Storage.Schedules;
using Curlew.Storage.Tests.Runs;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Schedules;

/// <summary>What of schedules is changed at the same time: once.</summary>
public sealed class ScheduleStoreTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task TryHandleAsync_ManyAtTheSameMoment_OneDoes(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var schedule = await database.AddScheduleAsync();
        var seen = (await database.Schedules.FindTimesAsync(schedule.Id, Stop))!;
        var due = database.Time.GetUtcNow().AddHours(1);

        var handled = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
            database.Schedules.TryHandleAsync(seen, due, [ScheduleBuilder.FiringOf(schedule, due)], Stop))));

        handled.Count(done => done).Should().Be(1);
        (await database.Schedules.ListOpenAsync(schedule.Id, Stop)).Should().ContainSingle();
        (await database.Schedules.FindTimesAsync(schedule.Id, Stop))!.HandledUntil.Should().Be(due);
    }

    [Theory, EveryProvider]
    public async Task TryHandleAsync_ScheduleWasChangedMeanwhile_NotesNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var schedule = await database.AddScheduleAsync();
        var seen = (await database.Schedules.FindTimesAsync(schedule.Id, Stop))!;
        var due = database.Time.GetUtcNow().AddHours(1);
        schedule.Version++;
        (await database.Schedules.TryReplaceAsync(schedule, Stop)).Should().BeTrue();

        (await database.Schedules.TryHandleAsync(seen, due, [ScheduleBuilder.FiringOf(schedule, due)], Stop)).Should().BeFalse();

        (await database.Schedules.ListOpenAsync(null, Stop)).Should().BeEmpty();
    }

    /// <summary>Else a time that was noted while somebody changed the name would be due again.</summary>
    [Theory, EveryProvider]
    public async Task TryReplaceAsync_MarkHasMovedMeanwhile_LeavesIt(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var schedule = await database.AddScheduleAsync();
        var seen = (await database.Schedules.FindTimesAsync(schedule.Id, Stop))!;
        var due = database.Time.GetUtcNow().AddHours(1);
        await database.Schedules.TryHandleAsync(seen, due, [ScheduleBuilder.FiringOf(schedule, due)], Stop);

        schedule.Name = "renamed";
        schedule.Version++;
        (await database.Schedules.TryReplaceAsync(schedule, Stop)).Should().BeTrue();
        (await database.Schedules.TryReplaceAsync(schedule, Stop)).Should().BeFalse("its version is another one now");

        (await database.Schedules.FindAsync(schedule.Id, Stop))!.Name.Should().Be("renamed");
        (await database.Schedules.FindTimesAsync(schedule.Id, Stop))!.HandledUntil.Should().Be(due);
    }

    [Theory, EveryProvider]
    public async Task TryAddAsync_TriggeredBySeveralInTheSameMoment_TakesOneAndTellsTheOthers(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var schedule = await database.AddScheduleAsync();
        var moment = database.Time.GetUtcNow().AddMilliseconds(1);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => database.Runs.TryAddAsync(
            RunBuilder.Queued(database.Time), QueueLimits.None, null, Triggered(schedule.Id, moment), comparison: null, Stop))));

        refusals.Count(refusal => refusal == QueueRefusal.None).Should().Be(1);
        refusals.Count(refusal => refusal == QueueRefusal.NotDue).Should().Be(9);
        (await database.Runs.ListAsync(RunFilter.All, 100, null, Stop)).Items.Should().ContainSingle();
    }

    [Theory, EveryProvider]
    public async Task TryAddAsync_ManyForOneDueTime_AddOneRun(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var schedule = await database.AddScheduleAsync();
        var firing = ScheduleBuilder.FiringOf(schedule, database.Time.GetUtcNow().AddHours(1));
        await database.Schedules.TryHandleAsync(
            (await database.Schedules.FindTimesAsync(schedule.Id, Stop))!, firing.DueAt, [firing], Stop);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
            database.Runs.TryAddAsync(RunBuilder.Queued(database.Time), QueueLimits.None, null, firing, comparison: null, Stop))));

        refusals.Count(refusal => refusal == QueueRefusal.None).Should().Be(1);
        refusals.Count(refusal => refusal == QueueRefusal.NotDue).Should().Be(19);
        (await database.Runs.ListAsync(RunFilter.All, 100, null, Stop)).Items.Should().ContainSingle();
        (await database.Schedules.ListFiringsAsync(schedule.Id, 10, null, Stop)).Items.Single().Firing.State.Should().Be(FiringState.Queued);
    }

    [Theory, EveryProvider]
    public async Task FindFreeMomentAsync_MomentIsTakenOrAWholeSecond_IsAfterIt(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var schedule = await database.AddScheduleAsync();
        var now = database.Time.GetUtcNow();
        (await database.Schedules.FindFreeMomentAsync(schedule.Id, Stop)).Should().Be(now.AddMicroseconds(1));
        await database.Schedules.TryHandleAsync(
            (await database.Schedules.FindTimesAsync(schedule.Id, Stop))!, now, [ScheduleBuilder.FiringOf(schedule, now.AddMicroseconds(1))], Stop);

        (await database.Schedules.FindFreeMomentAsync(schedule.Id, Stop)).Should().Be(now.AddMicroseconds(2));
    }

    private static ScheduleFiringRecord Triggered(Guid schedule, DateTimeOffset moment) => new()
    {
        Id = Guid.CreateVersion7(moment),
        ScheduleId = schedule,
        DueAt = moment,
        TriggeredBy = "somebody",
        State = FiringState.Queued,
        RunId = Guid.CreateVersion7(moment),
    };
}
