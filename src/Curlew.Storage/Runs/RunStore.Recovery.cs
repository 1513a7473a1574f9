using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    /// <summary>
    /// To be called at start, before anything claims runs: settles what an earlier process of <paramref name="heir"/> left behind,
    /// whether or not its leases run; with <paramref name="whoever"/> what any process left, where there can be no other one now.
    /// </summary>
    public async Task<RecoveryReport> RecoverAsync(RunHeir heir, bool whoever, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var report = await RecoverAsync(
            context, context.Runs.Where(run => whoever || run.Owner == heir.Name), heir, cancellationToken);
        var queued = await Ids(context.Runs.Where(run => run.Status == RunStatus.Queued)).ToListAsync(cancellationToken);
        report = report with { Queued = queued };
        if (queued.Count + report.Adopted.Count + report.Stopped.Count > 0)
            LogRecovered(queued.Count, report.Requeued.Count, report.Adopted.Count, report.Stopped.Count);
        return report;
    }

    /// <summary>
    /// Settles what any process left whose lease has been over for longer than <paramref name="margin"/>, by which clocks may differ.
    /// A run without a lease is of an older program, which does not renew any, and is left alone; and so are those of
    /// <paramref name="except"/>.
    /// </summary>
    public async Task<RecoveryReport> RecoverLapsedAsync(
        RunHeir heir, TimeSpan margin, IReadOnlyCollection<RunId> except, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var latest = time.GetUtcNow() - margin;
        var ids = except.Select(id => id.Value).ToList();
        var report = await RecoverAsync(
            context,
            context.Runs.Where(run => run.LeaseUntil != null && run.LeaseUntil < latest && !ids.Contains(run.Id)),
            heir,
            cancellationToken);
        return report with { Queued = report.Requeued };
    }

    /// <summary>Deletes all runs of an author, whatever their status, as those that the service makes for itself; answers them.</summary>
    public async Task<IReadOnlyList<RunId>> ForgetAsync(string createdBy, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var runs = context.Runs.Where(run => run.CreatedBy == createdBy);
        var ids = await Ids(runs).ToListAsync(cancellationToken);
        await runs.ExecuteDeleteAsync(cancellationToken);
        return ids;
    }

    private async Task<RecoveryReport> RecoverAsync(
        CurlewContext context, IQueryable<RunRecord> whose, RunHeir heir, CancellationToken cancellationToken)
    {
        var left = await whose.Where(run => Claimed.Contains(run.Status))
            .OrderBy(run => run.Id)
            .Select(run => new LeftRun(run.Id, run.Status, run.Fence, run.StartedAt != null, run.StopReason != null, run.Failure != null))
            .ToListAsync(cancellationToken);
        var requeued = new List<RunId>();
        var stopped = new List<RunId>();
        var adopted = new List<AdoptedRun>();
        foreach (var run in left)
        {
            var id = new RunId(run.Id);

            // Whoever had it may still live, and go on or give it up in this moment: then it is not left behind.
            var row = whose.Where(row => row.Id == run.Id && row.Status == run.Status && row.Fence == run.Fence);
            if (run.Status == RunStatus.Starting)
            {
                if (await MoveAsync(row, RunStatus.Queued, also: null, cancellationToken))
                    requeued.Add(id);
            }
            else if (run is { Status: RunStatus.Stopping, HasStarted: false })
            {
                if (await MoveAsync(row, RunStatus.Stopped, also: null, cancellationToken))
                    stopped.Add(id);
            }
            else if (await AdoptAsync(row, run.Status, heir, cancellationToken))
            {
                adopted.Add(new AdoptedRun(id, run.Fence + 1, run.EndsAs));
            }
        }

        return new RecoveryReport([], requeued, stopped, adopted);
    }

    /// <summary>
    /// Takes a run that may have sent load, to finish it. What was running says from now on that it is to be interrupted, so that
    /// whoever finds it next, because this process dies over it, knows that as well.
    /// </summary>
    private async Task<bool> AdoptAsync(
        IQueryable<RunRecord> row, RunStatus from, RunHeir heir, CancellationToken cancellationToken) =>
        await row.ExecuteUpdateAsync(
            set =>
            {
                set.SetProperty(run => run.Status, RunStatus.Finalizing)
                    .SetProperty(run => run.Fence, run => run.Fence + 1)
                    .SetProperty(run => run.Owner, heir.Name)
                    .SetProperty(run => run.LeaseUntil, time.GetUtcNow() + heir.Lease);
                if (from == RunStatus.Running)
                    set.SetProperty(run => run.Failure, heir.Interruption);
            },
            cancellationToken) == 1;

    private static IQueryable<RunId> Ids(IQueryable<RunRecord> runs) =>
        runs.OrderBy(run => run.Id).Select(run => new RunId(run.Id));

    private sealed record LeftRun(Guid Id, RunStatus Status, int Fence, bool HasStarted, bool HasStopReason, bool HasFailure)
    {
        public RunStatus EndsAs => Status switch
        {
            RunStatus.Running => RunStatus.Interrupted,
            RunStatus.Stopping => RunStatus.Stopped,
            _ => HasFailure ? RunStatus.Interrupted : HasStopReason ? RunStatus.Stopped : RunStatus.Completed,
        };
    }
}
