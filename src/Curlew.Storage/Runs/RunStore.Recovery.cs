using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    /// <summary>
    /// To be called at start, before anything claims runs. Runs that were claimed but had sent nothing are queued again;
    /// those that may have sent load are interrupted, for load is never sent twice. <paramref name="owner"/> restricts
    /// this to what that owner had claimed, for nodes that share a database; null: all.
    /// </summary>
    public async Task<RecoveryReport> RecoverAsync(string? owner = null, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var unsent = RunLifecycle.SourcesOf(RunStatus.Queued);
        var sent = RunLifecycle.SourcesOf(RunStatus.Interrupted).Except(unsent).ToList();
        var requeued = await RecoverAsync(context, owner, unsent, RunStatus.Queued, cancellationToken);
        var interrupted = await RecoverAsync(context, owner, sent, RunStatus.Interrupted, cancellationToken);
        var queued = await Ids(context.Runs.Where(run => run.Status == RunStatus.Queued)).ToListAsync(cancellationToken);
        if (queued.Count + interrupted.Count > 0)
            LogRecovered(queued.Count, requeued.Count, interrupted.Count);

        return new RecoveryReport(queued, requeued, interrupted);
    }

    private async Task<IReadOnlyList<RunId>> RecoverAsync(
        CurlewContext context, string? owner, IReadOnlyList<RunStatus> from, RunStatus to, CancellationToken cancellationToken)
    {
        var left = context.Runs.Where(run => from.Contains(run.Status) && (owner == null || run.Owner == owner));
        var recovered = new List<RunId>();
        foreach (var id in await Ids(left).ToListAsync(cancellationToken))
        {
            if (await MoveAsync(left.Where(run => run.Id == id.Value), to, also: null, cancellationToken))
                recovered.Add(id);
        }

        return recovered;
    }

    private static IQueryable<RunId> Ids(IQueryable<RunRecord> runs) =>
        runs.OrderBy(run => run.Id).Select(run => new RunId(run.Id));
}
