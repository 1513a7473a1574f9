using Curlew.Domain.Schedules;
using Curlew.Storage.Schedules;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Schedules;

/// <summary>Schedules for tests.</summary>
internal static class ScheduleBuilder
{
    /// <summary>A schedule of each hour, which is enabled and handled up to now.</summary>
    public static ScheduleRecord Hourly(this TestDatabase database, int version = 1) => new()
    {
        Id = Guid.CreateVersion7(database.Time.GetUtcNow()),
        Name = "nightly",
        DefinitionId = Guid.NewGuid(),
        Cron = "@hourly",
        TimeZone = "UTC",
        Enabled = true,
        Overlap = OverlapChoice.Skip,
        Misfire = MisfireChoice.RunOnce,
        NotifyJson = "[]",
        HandledUntil = database.Time.GetUtcNow(),
        Version = version,
        CreatedBy = "test",
        CreatedAt = database.Time.GetUtcNow(),
        UpdatedAt = database.Time.GetUtcNow(),
    };

    /// <summary>Adds one.</summary>
    public static async Task<ScheduleRecord> AddScheduleAsync(this TestDatabase database, Action<ScheduleRecord>? change = null)
    {
        var schedule = database.Hourly();
        change?.Invoke(schedule);
        await database.Schedules.AddAsync(schedule, record: null, TestContext.Current.CancellationToken);
        return schedule;
    }

    /// <summary>A time at which it is due.</summary>
    public static ScheduleFiringRecord FiringOf(ScheduleRecord schedule, DateTimeOffset dueAt, FiringState state = FiringState.Due) => new()
    {
        Id = Guid.NewGuid(), ScheduleId = schedule.Id, DueAt = dueAt, State = state, RunId = Guid.NewGuid(),
    };
}
