using Curlew.Domain.Runs;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    private static readonly RunStatus[] StillToStop = [RunStatus.Queued, RunStatus.Starting, RunStatus.Running];

    /// <summary>
    /// Asks every run that was accepted by <paramref name="asked"/> to stop, as <see cref="RequestStopAsync"/> does, whoever has it.
    /// Answers those that it stopped, oldest first, by what they were; those that are stopping already among them.
    /// </summary>
    public async Task<IReadOnlyList<KeyValuePair<RunId, RunStatus>>> RequestStopAllAsync(
        string reason, DateTimeOffset asked, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var runs = context.Runs.Where(run => run.CreatedAt <= asked);
        var was = new SortedDictionary<Guid, RunStatus>();

        // A run that moves on between the look and the updates is found by a later update, or the next time round.
        while (true)
        {
            var found = await runs
                .Where(run => StillToStop.Contains(run.Status) || run.Status == RunStatus.Stopping)
                .Select(run => new { run.Id, run.Status })
                .ToListAsync(cancellationToken);
            foreach (var run in found)
                was.TryAdd(run.Id, run.Status);
            if (!found.Exists(run => run.Status != RunStatus.Stopping))
                break;

            await StopAsync(RunStatus.Queued, RunStatus.Stopped);
            await StopAsync(RunStatus.Starting, RunStatus.Stopping);
            await StopAsync(RunStatus.Running, RunStatus.Stopping);
        }

        // One that came to its end by itself in between was not stopped by anybody.
        var stopped = await runs
            .Where(run => was.Keys.Contains(run.Id) && run.StopReason != null)
            .Select(run => run.Id)
            .ToListAsync(cancellationToken);
        var ids = stopped.ToHashSet();
        return [.. was.Where(run => ids.Contains(run.Key)).Select(run => KeyValuePair.Create(new RunId(run.Key), run.Value))];

        Task<bool> StopAsync(RunStatus from, RunStatus to) => MoveAsync(
            runs.Where(run => run.Status == from), to, set => set.SetProperty(run => run.StopReason, reason), cancellationToken);
    }
}
