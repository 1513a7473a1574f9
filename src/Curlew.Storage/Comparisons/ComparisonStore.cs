using Curlew.Domain.Comparisons;
using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Comparisons;

/// <summary>
/// Comparisons in the main database. They are added with their first run and go on with the others, see <see cref="RunStore"/>;
/// every change of a status is one conditional update.
/// </summary>
public sealed class ComparisonStore(IDbContextFactory<CurlewContext> contexts, TimeProvider time)
{
    /// <summary>A comparison, or null.</summary>
    public async Task<ComparisonRecord?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Comparisons.AsNoTracking().SingleOrDefaultAsync(comparison => comparison.Id == id, cancellationToken);
    }

    /// <summary>The arms of a comparison, by their numbers.</summary>
    public async Task<IReadOnlyList<ComparisonArmRecord>> ListArmsAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ComparisonArms.AsNoTracking()
            .Where(arm => arm.ComparisonId == id)
            .OrderBy(arm => arm.Arm)
            .ToListAsync(cancellationToken);
    }

    /// <summary>One arm of a comparison, or null.</summary>
    public async Task<ComparisonArmRecord?> FindArmAsync(Guid id, int arm, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ComparisonArms.AsNoTracking()
            .SingleOrDefaultAsync(record => record.ComparisonId == id && record.Arm == arm, cancellationToken);
    }

    /// <summary>Where the run at a place of the plan stands; null where there is none (any more).</summary>
    public async Task<RunStatus?> FindStatusAsync(Guid id, int position, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs
            .Where(run => run.ComparisonId == id && run.ComparisonPosition == position)
            .Select(run => (RunStatus?)run.Status)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The runs of a comparison that there are, by their places in its plan.</summary>
    public async Task<IReadOnlyList<ComparisonRun>> ListRunsAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs
            .Where(run => run.ComparisonId == id)
            .OrderBy(run => run.ComparisonPosition)
            .Select(run => new ComparisonRun(new RunId(run.Id), run.ComparisonPosition!.Value, run.Status, run.Failure ?? run.StopReason))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The summary of a run as JSON; null where it has none.</summary>
    public async Task<string?> FindSummaryAsync(RunId run, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs.Where(record => record.Id == run.Value).Select(record => record.SummaryJson).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The comparisons that are not done with: those that go on, and those whose result has not been saved.</summary>
    public async Task<IReadOnlyList<Guid>> ListUnfinishedAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Comparisons
            .Where(comparison => comparison.Status == ComparisonStatus.Running || comparison.ResultJson == null)
            .OrderBy(comparison => comparison.Id)
            .Select(comparison => comparison.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Up to <paramref name="limit"/> comparisons older than <paramref name="before"/>, newest first, without their results.</summary>
    public async Task<ComparisonPage> ListAsync(
        ComparisonFilter filter, int limit, Guid? before, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var comparisons = context.Comparisons.AsNoTracking();
        if (filter.Status is { } status)
            comparisons = comparisons.Where(comparison => comparison.Status == status);
        if (filter.DefinitionId is { } definition)
            comparisons = comparisons.Where(comparison => comparison.DefinitionId == definition);
        if (before is { } last)
            comparisons = comparisons.Where(comparison => comparison.Id < last);
        var items = await comparisons.OrderByDescending(comparison => comparison.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return items.Count <= limit ? new ComparisonPage(items, null) : new ComparisonPage(items[..limit], items[limit - 1].Id);
    }

    /// <summary>Ends a comparison that goes on; false where none of this id does.</summary>
    public async Task<bool> TryEndAsync(
        Guid id, ComparisonStatus to, string? reason, string? resultJson, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Comparisons
            .Where(comparison => comparison.Id == id && comparison.Status == ComparisonStatus.Running)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(comparison => comparison.Status, to)
                    .SetProperty(comparison => comparison.Reason, reason)
                    .SetProperty(comparison => comparison.ResultJson, resultJson)
                    .SetProperty(comparison => comparison.EndedAt, time.GetUtcNow()),
                cancellationToken) == 1;
    }

    /// <summary>Stops every comparison that goes on; answers their ids.</summary>
    public async Task<int> StopAllAsync(string reason, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Comparisons
            .Where(comparison => comparison.Status == ComparisonStatus.Running)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(comparison => comparison.Status, ComparisonStatus.Stopped)
                    .SetProperty(comparison => comparison.Reason, reason)
                    .SetProperty(comparison => comparison.EndedAt, time.GetUtcNow()),
                cancellationToken);
    }

    /// <summary>Saves what an ended comparison came to, once.</summary>
    public async Task SaveResultAsync(Guid id, string resultJson, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Comparisons
            .Where(comparison => comparison.Id == id && comparison.Status != ComparisonStatus.Running && comparison.ResultJson == null)
            .ExecuteUpdateAsync(set => set.SetProperty(comparison => comparison.ResultJson, resultJson), cancellationToken);
    }

    /// <summary>Deletes a comparison that has ended; its runs stay. False where there is no such one.</summary>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Comparisons
            .Where(comparison => comparison.Id == id && comparison.Status != ComparisonStatus.Running)
            .ExecuteDeleteAsync(cancellationToken) == 1;
    }
}
