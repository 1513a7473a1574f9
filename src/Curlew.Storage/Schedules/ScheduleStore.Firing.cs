using Curlew.Domain.Runs;
using Curlew.Domain.Schedules;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Schedules;

public sealed partial class ScheduleStore
{
    /// <summary>Those whose run is still to be made.</summary>
    private static readonly FiringState[] Open = [FiringState.Due, FiringState.Waiting];

    /// <summary>
    /// Notes what becomes of all that was due up to a moment, all or nothing; false where somebody else did, or where the schedule has been
    /// changed or disabled meanwhile.
    /// </summary>
    /// <param name="seen">The schedule as it was looked at.</param>
    /// <param name="until">The newest time that was due.</param>
    /// <param name="firings">What becomes of each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> TryHandleAsync(
        ScheduleTimes seen,
        DateTimeOffset until,
        IReadOnlyList<ScheduleFiringRecord> firings,
        CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // Whoever comes second waits here for the first one's commit, and then finds that the row is another one.
        var handled = await context.Schedules
            .Where(schedule => schedule.Id == seen.Id
                && schedule.Enabled
                && schedule.Version == seen.Version
                && schedule.HandledUntil == seen.HandledUntil)
            .ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.HandledUntil, until), cancellationToken) == 1;
        if (!handled)
            return false;

        context.ScheduleFirings.AddRange(firings);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The due times whose run is still to be made, oldest first: those of a schedule, or of all where it is null.</summary>
    public async Task<IReadOnlyList<ScheduleFiringRecord>> ListOpenAsync(Guid? schedule, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ScheduleFirings.AsNoTracking()
            .Where(firing => Open.Contains(firing.State) && (schedule == null || firing.ScheduleId == schedule))
            .OrderBy(firing => firing.DueAt)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The id of the schedule's newest run that has not ended; null where all have.</summary>
    public async Task<RunId?> FindUnderWayAsync(Guid schedule, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var id = await context.Runs
            .Where(run => run.ScheduleId == schedule && run.EndedAt == null)
            .OrderByDescending(run => run.Id)
            .Select(run => (Guid?)run.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return id is { } value ? new RunId(value) : null;
    }

    /// <summary>Whether a due time of the schedule waits for its last run to end.</summary>
    public async Task<bool> AnyWaitsAsync(Guid schedule, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ScheduleFirings.AnyAsync(
            firing => firing.ScheduleId == schedule && firing.State == FiringState.Waiting, cancellationToken);
    }

    /// <summary>Lets go of all due times that wait for the last runs of their schedules to end.</summary>
    public async Task LetGoWaitingAsync(string reason, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await LetGoAsync(context.ScheduleFirings, reason, cancellationToken);
    }

    /// <summary>Moves a due time whose run is still to be made; false where it is not as <paramref name="seen"/> any more.</summary>
    public async Task<bool> TryMoveAsync(
        ScheduleFiringRecord seen, FiringState to, string? reason, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ScheduleFirings
            .Where(firing => firing.Id == seen.Id && firing.State == seen.State)
            .ExecuteUpdateAsync(
                set => set.SetProperty(firing => firing.State, to).SetProperty(firing => firing.Reason, reason), cancellationToken) == 1;
    }

    /// <summary>
    /// A moment at which somebody may trigger a schedule: now, or so many microseconds later that it is no other firing's, and never a whole
    /// second, at which it may be due.
    /// </summary>
    public async Task<DateTimeOffset> FindFreeMomentAsync(Guid schedule, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var moment = Now;
        while (moment.Ticks % TimeSpan.TicksPerSecond == 0
            || await context.ScheduleFirings.AnyAsync(firing => firing.ScheduleId == schedule && firing.DueAt == moment, cancellationToken))
        {
            moment = moment.AddMicroseconds(1);
        }

        return moment;
    }

    /// <summary>
    /// Takes a due time for its run, in the transaction that adds that; false where its run was made before, or is not to be made any more.
    /// One that somebody triggered is added.
    /// </summary>
    internal static async Task<bool> TakeAsync(CurlewContext context, ScheduleFiringRecord firing, CancellationToken cancellationToken)
    {
        if (firing.TriggeredBy is not null)
        {
            context.ScheduleFirings.Add(firing);
            return await context.Schedules.AnyAsync(schedule => schedule.Id == firing.ScheduleId, cancellationToken);
        }

        return await context.ScheduleFirings
            .Where(row => row.Id == firing.Id && Open.Contains(row.State))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, FiringState.Queued).SetProperty(row => row.Reason, (string?)null),
                cancellationToken) == 1;
    }

    private static Task<int> LetGoAsync(IQueryable<ScheduleFiringRecord> firings, string reason, CancellationToken cancellationToken) =>
        firings
            .Where(firing => firing.State == FiringState.Waiting)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(firing => firing.State, FiringState.Overlapped)
                    .SetProperty(firing => firing.Reason, reason),
                cancellationToken);
}
