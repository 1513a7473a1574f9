using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Runs;

/// <summary>
/// Runs in the main database. Every change of a status is one conditional update that asks
/// <see cref="RunLifecycle"/> for the statuses it may come from; a change by a run's owner also asks for the fence of
/// its claim. An update that finds no such row changes nothing and says so, whoever else writes at the same time.
/// </summary>
public sealed partial class RunStore(IDbContextFactory<CurlewContext> contexts, TimeProvider time, ILogger<RunStore> logger)
{
    private static readonly RunStatus[] Terminal = [.. Enum.GetValues<RunStatus>().Where(status => status.IsTerminal())];
    private static readonly RunStatus[] Claimed = [.. Enum.GetValues<RunStatus>().Except([RunStatus.Queued, .. Terminal])];

    /// <summary>Adds a queued run.</summary>
    public async Task AddAsync(RunRecord run, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Runs.Add(run);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// Takes a queued run for <paramref name="owner"/>, who has it for as long as <paramref name="lease"/> and then renews that:
    /// the claim's fence, or null where it is not queued (any more).
    /// </summary>
    /// <param name="id">The run.</param>
    /// <param name="owner">Who takes it.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="mostOfKey">
    /// Null is the answer as well where so many runs of its API key are under way; it is then to be tried again when one of them has ended.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<int?> TryClaimAsync(
        RunId id, string owner, TimeSpan lease, int? mostOfKey = null, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (mostOfKey is { } most && !await HasTurnAsync(context, id, most, cancellationToken))
            return null;
        var claimed = await From(context, id, RunStatus.Starting).ExecuteUpdateAsync(
            set => set
                .SetProperty(run => run.Status, RunStatus.Starting)
                .SetProperty(run => run.Fence, run => run.Fence + 1)
                .SetProperty(run => run.Owner, owner)
                .SetProperty(run => run.LeaseUntil, time.GetUtcNow() + lease),
            cancellationToken);
        if (claimed == 0)
            return null;

        // The update's lock is held until the commit, so this is the fence that it wrote.
        var fence = await context.Runs.Where(run => run.Id == id.Value).Select(run => run.Fence).SingleAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return fence;
    }

    /// <summary>
    /// Moves a run to <paramref name="to"/> where that is a legal transition and <paramref name="fence"/> is still the
    /// claim's, together with what <paramref name="also"/> sets; false and nothing changed otherwise. A terminal status
    /// sets <see cref="RunRecord.EndedAt"/> and ends the lease, going back to queued gives up <see cref="RunRecord.Owner"/> as well.
    /// <see cref="RunStatus.Starting"/> is reached through <see cref="TryClaimAsync"/> alone, which raises the fence.
    /// </summary>
    public async Task<bool> TryMoveAsync(
        RunId id,
        int fence,
        RunStatus to,
        Action<UpdateSettersBuilder<RunRecord>>? also = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(to, RunStatus.Starting);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await MoveAsync(From(context, id, to).Where(run => run.Fence == fence), to, also, cancellationToken);
    }

    /// <summary>
    /// Asks a run to stop: a queued one is stopped at once, one that is starting or running is stopping, any other stays
    /// as it is. The status after that; null where there is no such run.
    /// </summary>
    public async Task<RunStatus?> RequestStopAsync(RunId id, string reason, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var run = context.Runs.Where(run => run.Id == id.Value);
        var queued = run.Where(run => run.Status == RunStatus.Queued);

        // A run that is claimed between the two updates is found by the second; one that is given back, the next time round.
        while (true)
        {
            if (!await MoveAsync(queued, RunStatus.Stopped, SetReason, cancellationToken))
                await MoveAsync(From(context, id, RunStatus.Stopping), RunStatus.Stopping, SetReason, cancellationToken);

            var status = await run.Select(run => (RunStatus?)run.Status).SingleOrDefaultAsync(cancellationToken);
            if (status is not (RunStatus.Queued or RunStatus.Starting or RunStatus.Running))
                return status;
        }

        void SetReason(UpdateSettersBuilder<RunRecord> set) => set.SetProperty(run => run.StopReason, reason);
    }

    /// <summary>
    /// Notes how far a run is; does nothing where the fence is no longer the claim's or the run has ended or waits again.
    /// </summary>
    public async Task SaveProgressAsync(
        RunId id, int fence, long requests, long failed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Runs
            .Where(run => run.Id == id.Value && run.Fence == fence && Claimed.Contains(run.Status))
            .ExecuteUpdateAsync(
                set => set.SetProperty(run => run.Requests, requests).SetProperty(run => run.FailedRequests, failed),
                cancellationToken);
    }

    /// <summary>
    /// Moves a run to <paramref name="to"/> as <see cref="TryMoveAsync"/> does and saves its results, all or nothing. A
    /// reason to stop that is there already stays.
    /// </summary>
    public async Task<bool> SaveResultAsync(
        RunId id, int fence, RunStatus to, RunResults results, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await MoveAsync(From(context, id, to).Where(run => run.Fence == fence), to, SetResults, cancellationToken))
            return false;

        foreach (var histogram in results.Histograms)
        {
            histogram.RunId = id.Value;
            context.RunHistograms.Add(histogram);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;

        void SetResults(UpdateSettersBuilder<RunRecord> set) => set
            .SetProperty(run => run.StopReason, run => run.StopReason ?? results.StopReason)
            .SetProperty(run => run.Failure, results.Failure)
            .SetProperty(run => run.Verdict, results.Verdict)
            .SetProperty(run => run.Validity, results.Validity)
            .SetProperty(run => run.PreflightJson, results.PreflightJson)
            .SetProperty(run => run.SummaryJson, results.SummaryJson)
            .SetProperty(run => run.ErrorsJson, results.ErrorsJson)
            .SetProperty(run => run.AdvisoriesJson, results.AdvisoriesJson)
            .SetProperty(run => run.Regression, results.Regression)
            .SetProperty(run => run.RegressionJson, results.RegressionJson)
            .SetProperty(run => run.HostJson, run => run.HostJson ?? results.HostJson)
            .SetProperty(run => run.Requests, results.Requests)
            .SetProperty(run => run.FailedRequests, results.FailedRequests);
    }

    /// <summary>Pins a run, so that retention leaves it alone, or lets it go again; false where there is none.</summary>
    public async Task<bool> SetPinnedAsync(RunId id, bool pinned, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs
            .Where(run => run.Id == id.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.Pinned, pinned), cancellationToken) == 1;
    }

    /// <summary>Deletes a run that has ended, is not pinned and is no baseline; false where there is no such one.</summary>
    public async Task<bool> DeleteAsync(RunId id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await RunLock.TakeAsync(context, id, cancellationToken);
        var deleted = await context.Runs
            .Where(run => run.Id == id.Value
                && Terminal.Contains(run.Status)
                && !run.Pinned
                && !context.Definitions.Any(definition => definition.BaselineRunId == run.Id))
            .ExecuteDeleteAsync(cancellationToken) == 1;
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }

    /// <summary>The run, where its status may become <paramref name="to"/>.</summary>
    private static IQueryable<RunRecord> From(CurlewContext context, RunId id, RunStatus to)
    {
        var sources = RunLifecycle.SourcesOf(to);
        return context.Runs.Where(run => run.Id == id.Value && sources.Contains(run.Status));
    }

    private async Task<bool> MoveAsync(
        IQueryable<RunRecord> run,
        RunStatus to,
        Action<UpdateSettersBuilder<RunRecord>>? also,
        CancellationToken cancellationToken) =>
        await run.ExecuteUpdateAsync(
            set =>
            {
                set.SetProperty(run => run.Status, to);
                if (to.IsTerminal())
                    set.SetProperty(run => run.EndedAt, time.GetUtcNow());
                if (to.IsTerminal() || to == RunStatus.Queued)
                    set.SetProperty(run => run.LeaseUntil, (DateTimeOffset?)null);
                if (to == RunStatus.Queued)
                    set.SetProperty(run => run.Owner, (string?)null);
                also?.Invoke(set);
            },
            cancellationToken) == 1;
}
