using Curlew.Domain.Comparisons;
using Curlew.Domain.Runs;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Database;
using Curlew.Storage.Idempotency;
using Curlew.Storage.Schedules;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    /// <inheritdoc cref="TryAddAsync(RunRecord, QueueLimits, IdempotencyRecord?, ScheduleFiringRecord?, NewComparison?, CancellationToken)"/>
    public Task<QueueRefusal> TryAddAsync(
        RunRecord run, QueueLimits limits, IdempotencyRecord? record, CancellationToken cancellationToken = default) =>
        TryAddAsync(run, limits, record, firing: null, comparison: null, cancellationToken);

    /// <summary>
    /// Adds a queued run unless the queue is full, with the record of the request's key. Those who add at the same time wait for each
    /// other, so that together they do not get past a limit. A run of a comparison is added only where that goes on and the run's place
    /// is its next one; so each place is queued once, whoever comes to it.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="limits">How many may wait.</param>
    /// <param name="record">The record of the request's key; null where it has none.</param>
    /// <param name="firing">
    /// The due time of a schedule that the run is made for, and that is taken with it: so that it has one run, whoever makes it.
    /// </param>
    /// <param name="comparison">A comparison that begins with this run, added with it; null where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="KeyTakenException">Another request of this key was faster; nothing was added.</exception>
    public async Task<QueueRefusal> TryAddAsync(
        RunRecord run,
        QueueLimits limits,
        IdempotencyRecord? record,
        ScheduleFiringRecord? firing,
        NewComparison? comparison,
        CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (limits != QueueLimits.None)
        {
            await TurnLock.TakeAsync(context, cancellationToken);
            if (await RefusalAsync(context, run, limits, cancellationToken) is var refusal and not QueueRefusal.None)
                return refusal;
        }

        if (firing is not null && !await ScheduleStore.TakeAsync(context, firing, cancellationToken))
            return QueueRefusal.NotDue;

        if (comparison is not null)
        {
            context.Comparisons.Add(comparison.Record);
            context.ComparisonArms.AddRange(comparison.Arms);
        }
        else if (run.ComparisonId is not null && !await TakePlaceAsync(context, run, cancellationToken))
        {
            return QueueRefusal.PlaceTaken;
        }

        context.Runs.Add(run);
        try
        {
            await IdempotentSave.SaveAsync(context, record, cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.Entries.Any(entry => entry.Entity == firing))
        {
            // Somebody else triggered it in the same moment, or deletes the schedule.
            return QueueRefusal.NotDue;
        }

        await transaction.CommitAsync(cancellationToken);
        return QueueRefusal.None;
    }

    /// <summary>The runs that are under way and have begun to send, oldest first, for an estimate of when they end.</summary>
    public async Task<IReadOnlyList<RunRecord>> ListSendingAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs.AsNoTracking()
            .Where(run => run.Status == RunStatus.Running)
            .OrderBy(run => run.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    private static async Task<bool> TakePlaceAsync(CurlewContext context, RunRecord run, CancellationToken cancellationToken) =>
        await context.Comparisons
            .Where(comparison => comparison.Id == run.ComparisonId
                && comparison.Status == ComparisonStatus.Running
                && comparison.Queued == run.ComparisonPosition)
            .ExecuteUpdateAsync(set => set.SetProperty(comparison => comparison.Queued, comparison => comparison.Queued + 1), cancellationToken)
        == 1;

    private static async Task<QueueRefusal> RefusalAsync(
        CurlewContext context, RunRecord run, QueueLimits limits, CancellationToken cancellationToken)
    {
        var waiting = context.Runs.Where(other => other.Status == RunStatus.Queued);
        if (limits.OfKey is { } ofKey
            && run.ApiKeyId is { } key
            && await waiting.CountAsync(other => other.ApiKeyId == key, cancellationToken) >= ofKey)
        {
            return QueueRefusal.FullForKey;
        }

        return limits.InAll is { } inAll && await waiting.CountAsync(cancellationToken) >= inAll
            ? QueueRefusal.FullInAll
            : QueueRefusal.None;
    }
}
