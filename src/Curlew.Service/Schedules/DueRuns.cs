using Curlew.Domain.Runs;
using Curlew.Domain.Schedules;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Schedules;

/// <summary>
/// Has the runs of schedules made when they are due, each once, whoever looks, how often, and on how many nodes.
///
/// There are two steps, and a kill after either loses nothing. First, what has come due since the last look is noted in the schedule's
/// history, and in the same transaction the mark up to which that was done moves on: whoever comes second finds the mark moved. Then the run
/// of each noted time is made, under an id that was noted with it, and in the transaction that adds the run the time is taken: so it is made
/// now, or by whoever looks next, but not by both. Nothing depends on who looks: Hangfire's jobs do at the very second, the sweep every few
/// seconds, and the end of a run for those that wait for it.
/// </summary>
internal sealed partial class DueRuns(ScheduleStore schedules, ScheduledRuns runs, ILogger<DueRuns> logger)
{
    /// <summary>Looks at all schedules. Whatever goes wrong with one of them is no reason to leave the others.</summary>
    public async Task LookAtAllAsync(CancellationToken cancelled)
    {
        foreach (var seen in await schedules.ListTimesAsync(cancelled))
            await TryAsync(seen.Id, () => NoteAsync(seen, cancelled), cancelled);
        foreach (var open in (await schedules.ListOpenAsync(schedule: null, cancelled)).Select(firing => firing.ScheduleId).Distinct())
            await TryAsync(open, () => SettleAsync(open, cancelled), cancelled);
    }

    /// <summary>Looks at one schedule.</summary>
    public async Task LookAtAsync(Guid schedule, CancellationToken cancelled)
    {
        if (await schedules.FindTimesAsync(schedule, cancelled) is { } seen)
            await NoteAsync(seen, cancelled);
        await SettleAsync(schedule, cancelled);
    }

    /// <summary>Makes the runs of a schedule that were noted and are still to be made, oldest first.</summary>
    public async Task SettleAsync(Guid schedule, CancellationToken cancelled)
    {
        var open = await schedules.ListOpenAsync(schedule, cancelled);
        if (open.Count == 0 || await schedules.FindAsync(schedule, cancelled) is not { } record)
            return;
        foreach (var firing in open)
            await SettleAsync(record, firing, cancelled);
    }

    private async Task NoteAsync(ScheduleTimes seen, CancellationToken cancelled)
    {
        if (Timetable.Find(seen.Cron, seen.TimeZone) is not { } timetable)
        {
            LogUnreadable(seen.Id, seen.Cron, seen.TimeZone);
            return;
        }

        var now = schedules.Now;
        var due = DueTimes.Of(timetable.Between(seen.HandledUntil, now), now, seen.Misfire);
        if ((due.Fires ?? (due.Missed is [.., var last] ? last.DueAt : null)) is not { } newest)
            return;
        var firings = due.Missed.Select(missed => FiringOf(seen.Id, missed.DueAt, FiringState.Missed, missed.Reason)).ToList();
        if (due.Fires is { } fires)
            firings.Add(FiringOf(seen.Id, fires, FiringState.Due, reason: null));
        if (await schedules.TryHandleAsync(seen, newest, firings, cancelled) && due.Missed.Count > 0)
            LogMissed(seen.Id, due.MissedInAll, due.Missed[^1].DueAt);
    }

    private async Task SettleAsync(ScheduleRecord schedule, ScheduleFiringRecord firing, CancellationToken cancelled)
    {
        if (await schedules.FindUnderWayAsync(schedule.Id, cancelled) is { } underWay)
        {
            if (firing.State == FiringState.Due)
                await OverlapAsync(schedule, firing, underWay, cancelled);
            return;
        }

        if (firing.State == FiringState.Due
            && schedule.Misfire == MisfireChoice.Skip
            && schedules.Now - firing.DueAt > ScheduleLimits.LateAfter)
        {
            const string Reason = "The service ended before its run was made, and the schedule leaves late runs out (misfire: skip).";
            if (await schedules.TryMoveAsync(firing, FiringState.Missed, Reason, cancelled))
                LogMissed(schedule.Id, 1, firing.DueAt);
            return;
        }

        var (owner, refusal) = await runs.FindOwnerAsync(schedule, cancelled);
        if (refusal is null)
        {
            (var run, refusal) = await runs.MakeAsync(schedule, firing, owner, request: null, cancelled);
            if (run is not null)
                LogQueued(schedule.Id, firing.DueAt, run.Id);
        }

        if (refusal?.ToReason() is { } reason && await schedules.TryMoveAsync(firing, FiringState.Refused, reason, cancelled))
            LogRefused(schedule.Id, firing.DueAt, reason);
    }

    private async Task OverlapAsync(
        ScheduleRecord schedule, ScheduleFiringRecord firing, RunId underWay, CancellationToken cancelled)
    {
        var (state, reason) = schedule.Overlap == OverlapChoice.Skip
            ? (FiringState.Overlapped, $"The schedule's run {underWay} had not ended.")
            : await schedules.AnyWaitsAsync(schedule.Id, cancelled)
            ? (FiringState.Overlapped, $"The schedule's run {underWay} had not ended, and an earlier time waits for it already.")
            : (FiringState.Waiting, $"Waits for the schedule's run {underWay} to end.");
        if (await schedules.TryMoveAsync(firing, state, reason, cancelled))
            LogOverlap(schedule.Id, firing.DueAt, state.ToString(), reason);
    }

    private async Task TryAsync(Guid schedule, Func<Task> look, CancellationToken cancelled)
    {
        try
        {
            await look();
        }
        catch (Exception exception) when (!cancelled.IsCancellationRequested)
        {
            LogFailed(schedule, exception);
        }
    }

    private ScheduleFiringRecord FiringOf(Guid schedule, DateTimeOffset dueAt, FiringState state, string? reason) => new()
    {
        Id = Guid.CreateVersion7(schedules.Now),
        ScheduleId = schedule,
        DueAt = dueAt,
        State = state,
        Reason = reason,
        RunId = Guid.CreateVersion7(schedules.Now),
    };
}
