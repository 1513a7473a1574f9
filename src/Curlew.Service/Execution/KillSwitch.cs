using Curlew.Domain.Runs;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Runs;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Execution;

/// <summary>
/// Stops everything at once. What this process sends ends first, before the database is asked for anything: an emergency is no time to
/// wait for a lock. Then comparisons are stopped, so that they go on with no other run, and every run that has not ended is asked to stop
/// in the database, which other nodes see when they look, and nothing that waited is ever claimed.
/// </summary>
internal sealed class KillSwitch(
    RunStore runs, ComparisonStore comparisons, ScheduleStore schedules, RunningRuns running, TimeProvider time)
{
    /// <summary>Stops all runs that were accepted by now; answers them by what they were, oldest first.</summary>
    public async Task<IReadOnlyList<KeyValuePair<RunId, RunStatus>>> PressAsync(string reason)
    {
        var here = running.AbortAll(reason);

        // Else the ends of these runs would have others made that wait for them.
        await schedules.LetGoWaitingAsync(reason, CancellationToken.None);

        // Before their runs: the ends of these have the next ones queued, the last of them before this is done.
        await comparisons.StopAllAsync(reason, CancellationToken.None);
        var asked = time.GetUtcNow();
        var stopped = new SortedDictionary<Guid, RunStatus>();
        foreach (var (id, was) in await runs.RequestStopAllAsync(reason, asked, CancellationToken.None))
        {
            stopped.Add(id.Value, was);

            // It may have been claimed here only after the look above.
            running.Abort(id, reason);
        }

        // What ended before the database was asked is not among those.
        foreach (var id in here.Where(id => !stopped.ContainsKey(id.Value)))
        {
            if (await runs.FindAsync(id, CancellationToken.None) is { Status: RunStatus.Stopped } run && run.StopReason == reason)
                stopped.Add(id.Value, run.StartedAt is null ? RunStatus.Starting : RunStatus.Running);
        }

        return [.. stopped.Select(run => KeyValuePair.Create(new RunId(run.Key), run.Value))];
    }
}
