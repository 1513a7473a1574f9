using Curlew.Storage.Database;
using Curlew.Storage.Idempotency;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Schedules;

/// <summary>
/// Schedules in the main database, and what became of their due times. A change is one conditional update that asks for the version which
/// whoever changes it has seen; one that finds no such row changes nothing and says so, whoever else writes at the same time.
/// </summary>
public sealed partial class ScheduleStore(IDbContextFactory<CurlewContext> contexts, TimeProvider time)
{
    private const string Disabled = "It waited for the last run to end, and the schedule was disabled meanwhile.";

    /// <summary>The moment, to the microsecond, as it is kept: so that what was just saved looks as it does when it is read again.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <summary>Saves a schedule, with the record of the request's key.</summary>
    /// <exception cref="KeyTakenException">Another request of this key was faster; nothing was saved.</exception>
    public async Task AddAsync(ScheduleRecord schedule, IdempotencyRecord? record, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Schedules.Add(schedule);
        await IdempotentSave.SaveAsync(context, record, cancellationToken);
    }

    /// <summary>The schedule, or null.</summary>
    public async Task<ScheduleRecord?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Schedules.AsNoTracking().SingleOrDefaultAsync(schedule => schedule.Id == id, cancellationToken);
    }

    /// <summary>
    /// Puts <paramref name="changed"/>, whose version is the next one, in the place of the schedule where that still has the version before;
    /// false and nothing changed otherwise. A due time that waits for a run to end goes where the schedule is disabled.
    /// </summary>
    public async Task<bool> TryReplaceAsync(ScheduleRecord changed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var replaced = await context.Schedules
            .Where(schedule => schedule.Id == changed.Id && schedule.Version == changed.Version - 1)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(schedule => schedule.Name, changed.Name)
                    .SetProperty(schedule => schedule.DefinitionId, changed.DefinitionId)
                    .SetProperty(schedule => schedule.DefinitionRevision, changed.DefinitionRevision)
                    .SetProperty(schedule => schedule.Cron, changed.Cron)
                    .SetProperty(schedule => schedule.TimeZone, changed.TimeZone)
                    .SetProperty(schedule => schedule.Enabled, changed.Enabled)
                    .SetProperty(schedule => schedule.Overlap, changed.Overlap)
                    .SetProperty(schedule => schedule.Misfire, changed.Misfire)
                    .SetProperty(schedule => schedule.OverridesJson, changed.OverridesJson)
                    .SetProperty(schedule => schedule.KeepRuns, changed.KeepRuns)
                    .SetProperty(schedule => schedule.KeepDays, changed.KeepDays)
                    .SetProperty(schedule => schedule.NotifyJson, changed.NotifyJson)
                    // Never backwards: somebody may have noted a due time since.
                    .SetProperty(
                        schedule => schedule.HandledUntil,
                        schedule => schedule.HandledUntil < changed.HandledUntil ? changed.HandledUntil : schedule.HandledUntil)
                    .SetProperty(schedule => schedule.Version, changed.Version)
                    .SetProperty(schedule => schedule.ApiKeyId, changed.ApiKeyId)
                    .SetProperty(schedule => schedule.UpdatedAt, changed.UpdatedAt),
                cancellationToken) == 1;
        if (replaced && !changed.Enabled)
            await LetGoAsync(context.ScheduleFirings.Where(firing => firing.ScheduleId == changed.Id), Disabled, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return replaced;
    }

    /// <summary>Deletes a schedule with its history, where it still is as <paramref name="seen"/>; its runs stay.</summary>
    public async Task<bool> TryDeleteAsync(ScheduleRecord seen, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Schedules
            .Where(schedule => schedule.Id == seen.Id && schedule.Version == seen.Version)
            .ExecuteDeleteAsync(cancellationToken) == 1;
    }
}
