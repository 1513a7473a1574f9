using Curlew.Domain.Notifications;
using Curlew.Domain.Runs;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    /// <summary>
    /// How the runs before a run that has ended did, the one that ended last first: those of its schedule, or of its definition where it is of
    /// none. Those of comparisons are no part of a history, and a run that was POSTed whole has none.
    /// </summary>
    public async Task<IReadOnlyList<RunEnd>> ListEndsBeforeAsync(RunRecord run, int limit, CancellationToken cancellationToken = default)
    {
        if (run.ScheduleId is null && run.DefinitionId is null)
            return [];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var history = run.ScheduleId is { } schedule
            ? context.Runs.Where(each => each.ScheduleId == schedule)
            : context.Runs.Where(each => each.DefinitionId == run.DefinitionId);
        return await history
            .Where(each => each.EndedAt < run.EndedAt && each.Id != run.Id && each.ComparisonId == null)
            .OrderByDescending(each => each.EndedAt)
            .Take(limit)
            .Select(each => new RunEnd(new RunId(each.Id), each.Status, each.Verdict, each.Validity, each.Regression))
            .ToListAsync(cancellationToken);
    }
}
