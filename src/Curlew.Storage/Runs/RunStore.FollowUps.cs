using Curlew.Domain.Runs;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    /// <summary>The runs that have ended and whose end has not been followed up, in the order in which they ended.</summary>
    public async Task<IReadOnlyList<RunRecord>> ListToFollowUpAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs.AsNoTracking()
            .Where(run => !run.IsFollowedUp && run.EndedAt != null)
            .OrderBy(run => run.EndedAt)
            .ThenBy(run => run.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Notes that all that a run's end gives rise to has been done.</summary>
    public async Task SetFollowedUpAsync(RunId id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Runs
            .Where(run => run.Id == id.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.IsFollowedUp, true), cancellationToken);
    }
}
