using System.ComponentModel;
using Curlew.Service.Schedules;
using Hangfire;

namespace Curlew.Service.Jobs;

/// <summary>
/// The job that looks whether a schedule is due. Its argument is the schedule's id and nothing else, for the database is the truth: whether
/// the job comes late, twice or not at all changes nothing but the second.
/// </summary>
public sealed class ScheduleJob
{
    /// <summary>The queue of Hangfire that it waits in: one of its own, because the workers of runs are busy with them for hours.</summary>
    public const string Queue = "schedules";

    private readonly DueRuns _due;

    internal ScheduleJob(DueRuns due) => _due = due;

    /// <summary>Looks at a schedule.</summary>
    [Queue(Queue), AutomaticRetry(Attempts = 0), DisplayName("Schedule {0}")]
    public Task LookAsync(Guid schedule, CancellationToken cancelled) => _due.LookAtAsync(schedule, cancelled);
}
