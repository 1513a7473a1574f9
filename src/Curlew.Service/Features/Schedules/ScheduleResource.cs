using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Schedules;
using Curlew.Domain.Verdicts;
using Curlew.Service.Features.Definitions;
using Curlew.Service.Features.Runs;
using Curlew.Service.Schedules;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>A schedule: when runs of a saved definition are due.</summary>
public sealed record ScheduleResource
{
    /// <summary>Its id, a UUID of version 7: ids sort by the time at which schedules were made.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The saved definition that is run.</summary>
    public required Guid DefinitionId { get; init; }

    /// <summary>Its revision; absent where each run is of the newest one.</summary>
    public int? Revision { get; init; }

    /// <summary>When, as a cron expression.</summary>
    public required string Cron { get; init; }

    /// <summary>The time zone that it is meant in.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Whether runs are due at all.</summary>
    public required bool Enabled { get; init; }

    /// <summary>What becomes of a due run while the schedule's last one has not ended.</summary>
    public required OverlapChoice Overlap { get; init; }

    /// <summary>What becomes of due times that the service was not there for.</summary>
    public required MisfireChoice Misfire { get; init; }

    /// <summary>What is to differ from the definition, with secrets shown as <c>***</c>; absent where nothing is.</summary>
    public JsonElement? Overrides { get; init; }

    /// <summary>How many of its runs are kept, and for how long; absent where it says nothing of that.</summary>
    public ScheduleRetention? Retention { get; init; }

    /// <summary>The webhooks that are told of its runs.</summary>
    public required IReadOnlyList<Guid> Notify { get; init; }

    /// <summary>When it is due next: three times, fewer where there are no more, none where it is not enabled.</summary>
    public required IReadOnlyList<DueTime> NextTimes { get; init; }

    /// <summary>Its newest run; absent where there is none (any more).</summary>
    public ScheduledRun? LastRun { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made (ISO 8601, UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When a person changed it last.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Where to go on.</summary>
    public required ScheduleLinks Links { get; init; }

    internal static ScheduleResource Of(ScheduleRecord schedule, ScheduledRunListing? lastRun, DateTimeOffset now) => new()
    {
        Id = schedule.Id,
        Name = schedule.Name,
        DefinitionId = schedule.DefinitionId,
        Revision = schedule.DefinitionRevision,
        Cron = schedule.Cron,
        TimeZone = schedule.TimeZone,
        Enabled = schedule.Enabled,
        Overlap = schedule.Overlap,
        Misfire = schedule.Misfire,
        Overrides = schedule.OverridesJson is { } json ? SealedOverrides.Show(json) : null,
        Retention = schedule is { KeepRuns: null, KeepDays: null }
            ? null
            : new ScheduleRetention { Runs = schedule.KeepRuns, Days = schedule.KeepDays },
        Notify = JsonSerializer.Deserialize<IReadOnlyList<Guid>>(schedule.NotifyJson, CurlewJson.Options)!,
        NextTimes = NextTimesOf(schedule, now),
        LastRun = lastRun is null ? null : ScheduledRun.Of(lastRun),
        CreatedBy = schedule.CreatedBy,
        CreatedAt = schedule.CreatedAt.UtcDateTime,
        UpdatedAt = schedule.UpdatedAt.UtcDateTime,
        Links = ScheduleLinks.Of(schedule),
    };

    private static IReadOnlyList<DueTime> NextTimesOf(ScheduleRecord schedule, DateTimeOffset now) =>
        schedule.Enabled && Timetable.Find(schedule.Cron, schedule.TimeZone) is { } timetable
            ? [.. timetable.After(now).Take(ScheduleLimits.NextTimes).Select(time => new DueTime(time, time.UtcDateTime))]
            : [];
}

/// <summary>A moment at which a schedule is due.</summary>
/// <param name="Local">As the clocks of its time zone show it, with their offset (ISO 8601).</param>
/// <param name="Utc">The same moment in UTC.</param>
public sealed record DueTime(DateTimeOffset Local, DateTime Utc);

/// <summary>A run of a schedule in short; its own address has the rest.</summary>
public sealed record ScheduledRun
{
    /// <summary>The run's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was due, or triggered.</summary>
    public required DateTime? DueAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>What its thresholds come to; absent before it has ended.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What came of holding it against its baseline; absent where nothing was.</summary>
    public RegressionResult? Regression { get; init; }

    /// <summary>When load began.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>Where to go on.</summary>
    public required RunLinks Links { get; init; }

    internal static ScheduledRun Of(ScheduledRunListing run) => new()
    {
        Id = run.Id,
        DueAt = run.DueAt?.UtcDateTime,
        Status = run.Status,
        Verdict = run.Verdict,
        Regression = run.Regression,
        StartedAt = run.StartedAt?.UtcDateTime,
        EndedAt = run.EndedAt?.UtcDateTime,
        Links = RunLinks.Of(new RunId(run.Id)),
    };
}

/// <summary>Where to go on from a schedule.</summary>
/// <param name="Self">The schedule itself.</param>
/// <param name="History">What became of its due times.</param>
/// <param name="Trigger">POST here to run it now.</param>
/// <param name="Runs">Its runs.</param>
/// <param name="Definition">What is run.</param>
public sealed record ScheduleLinks(string Self, string History, string Trigger, string Runs, string Definition)
{
    internal static ScheduleLinks Of(ScheduleRecord schedule)
    {
        var self = ScheduleAddress.Of(schedule.Id);
        return new ScheduleLinks(
            self, $"{self}/history", $"{self}/trigger", $"/api/v1/runs?scheduleId={schedule.Id:D}", DefinitionAddress.Of(schedule.DefinitionId));
    }
}
