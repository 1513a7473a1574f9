using Curlew.Service.FollowUps;
using Curlew.Storage.Runs;

namespace Curlew.Service.Schedules;

/// <summary>Has the run made that waited for this one of its schedule to end.</summary>
internal sealed class WaitingRuns(DueRuns due) : IRunFollowUp
{
    /// <inheritdoc/>
    public Task FollowUpAsync(RunRecord run, CancellationToken cancelled) =>
        run.ScheduleId is { } schedule ? due.SettleAsync(schedule, cancelled) : Task.CompletedTask;
}
