using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Retention;

/// <summary>The runs that retention may take: those that have ended, are not pinned, and are no definition's baseline.</summary>
public sealed class ExpendableRuns(IDbContextFactory<CurlewContext> contexts)
{
    private const int IdsPerQuery = 500;

    /// <summary>Those that ended before a moment, oldest first.</summary>
    public async Task<IReadOnlyList<RunId>> EndedBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // A run was accepted before it ended: its id keeps the query from reading all the younger ones, definitions and all.
        var youngest = Guid.CreateVersion7(moment.AddMilliseconds(1));
        return await Ids(In(context).Where(run => run.Id < youngest && run.EndedAt < moment).OrderBy(run => run.Id))
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Of each saved definition, also of one that was deleted since, all but the newest <paramref name="count"/>. Runs of comparisons do not
    /// count, or one comparison would take the place of many nights.
    /// </summary>
    public async Task<IReadOnlyList<RunId>> BeyondAsync(int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // The index alone answers which definitions are worth a look.
        var definitions = await context.Runs
            .Where(run => run.DefinitionId != null && run.ComparisonId == null)
            .GroupBy(run => run.DefinitionId)
            .Where(runs => runs.Count() > count)
            .Select(runs => runs.Key)
            .ToListAsync(cancellationToken);
        var beyond = new List<RunId>();
        foreach (var definition in definitions)
        {
            var runs = In(context).Where(run => run.DefinitionId == definition && run.ComparisonId == null).OrderByDescending(run => run.Id).Skip(count);
            beyond.AddRange(await Ids(runs).ToListAsync(cancellationToken));
        }

        return beyond;
    }

    /// <summary>Those that their schedules do not ask to be kept: they are too old for one, or there are enough newer ones of it.</summary>
    public async Task<IReadOnlyList<RunId>> OfSchedulesAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var schedules = await context.Schedules
            .Where(schedule => schedule.KeepRuns != null || schedule.KeepDays != null)
            .Select(schedule => new { schedule.Id, schedule.KeepRuns, schedule.KeepDays })
            .ToListAsync(cancellationToken);
        var beyond = new List<RunId>();
        foreach (var schedule in schedules)
        {
            var runs = In(context).Where(run => run.ScheduleId == schedule.Id).OrderByDescending(run => run.Id);
            if (schedule.KeepRuns is { } count)
                beyond.AddRange(await Ids(runs.Skip(count)).ToListAsync(cancellationToken));
            if (schedule.KeepDays is { } days && now.AddDays(-days) is var moment)
                beyond.AddRange(await Ids(runs.Where(run => run.EndedAt < moment)).ToListAsync(cancellationToken));
        }

        return [.. beyond.Distinct()];
    }

    /// <summary>Forgets what became of the times at which schedules were due before a moment; answers how many.</summary>
    public async Task<int> ForgetFiringsBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ScheduleFirings.Where(firing => firing.DueAt < moment).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Those of <paramref name="runs"/> that are expendable, in the order in which they ended.</summary>
    public async Task<IReadOnlyList<RunId>> AmongAsync(
        IReadOnlyCollection<RunId> runs, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = new List<(RunId Run, DateTimeOffset? EndedAt)>();
        foreach (var ids in runs.Select(run => run.Value).Chunk(IdsPerQuery))
        {
            var ended = await In(context)
                .Where(run => ids.Contains(run.Id))
                .Select(run => new { run.Id, run.EndedAt })
                .ToListAsync(cancellationToken);
            found.AddRange(ended.Select(run => (new RunId(run.Id), run.EndedAt)));
        }

        return [.. found.OrderBy(run => run.EndedAt).ThenBy(run => run.Run.Value).Select(run => run.Run)];
    }

    /// <summary>Those of <paramref name="runs"/> that the database does not have at all.</summary>
    public async Task<IReadOnlyList<RunId>> UnknownAsync(
        IReadOnlyCollection<RunId> runs, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var unknown = new List<RunId>();
        foreach (var ids in runs.Select(run => run.Value).Chunk(IdsPerQuery))
        {
            var known = await context.Runs.Where(run => ids.Contains(run.Id)).Select(run => run.Id).ToListAsync(cancellationToken);
            unknown.AddRange(ids.Except(known).Select(id => new RunId(id)));
        }

        return unknown;
    }

    /// <summary>Deletes a run; false where it is not expendable (any more), as when somebody pinned it just now.</summary>
    public async Task<bool> DeleteAsync(RunId id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await RunLock.TakeAsync(context, id, cancellationToken);
        var deleted = await In(context).Where(run => run.Id == id.Value).ExecuteDeleteAsync(cancellationToken) == 1;
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }

    private static IQueryable<RunRecord> In(CurlewContext context) => context.Runs.Where(run =>
        run.EndedAt != null
        && !run.Pinned
        && !context.Definitions.Any(definition => definition.BaselineRunId == run.Id));

    private static IQueryable<RunId> Ids(IQueryable<RunRecord> runs) => runs.Select(run => new RunId(run.Id));
}
