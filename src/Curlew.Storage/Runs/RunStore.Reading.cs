using Curlew.Domain.Definitions;
using Curlew.Domain.Runs;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    /// <summary>The run, or null.</summary>
    public async Task<RunRecord?> FindAsync(RunId id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id.Value, cancellationToken);
    }

    /// <summary>The run's histograms in the order in which they were saved. Empty where there are none.</summary>
    public async Task<IReadOnlyList<RunHistogramRecord>> FindHistogramsAsync(
        RunId id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.RunHistograms.AsNoTracking()
            .Where(histogram => histogram.RunId == id.Value)
            .OrderBy(histogram => histogram.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Up to <paramref name="limit"/> runs older than <paramref name="before"/>, newest first. Ids sort by the time at
    /// which runs were accepted and no two are alike, so nothing is shown twice or left out between two pages, also
    /// where runs were accepted in the same moment.
    /// </summary>
    public async Task<RunPage> ListAsync(
        RunFilter filter, int limit, RunId? before, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var runs = Restrict(context.Runs, filter);
        if (before is { Value: var last })
            runs = runs.Where(run => run.Id < last);

        var items = await runs.OrderByDescending(run => run.Id)
            .Take(limit + 1)
            .Select(run => new RunListing
            {
                Id = new RunId(run.Id),
                Name = run.Name,
                DefinitionId = run.DefinitionId,
                DefinitionRevision = run.DefinitionRevision,
                ScheduleId = run.ScheduleId,
                DueAt = run.DueAt,
                Pinned = run.Pinned,
                HttpVersion = run.HttpVersion,
                Engine = run.Engine,
                CreatedBy = run.CreatedBy,
                Status = run.Status,
                StopReason = run.StopReason,
                Failure = run.Failure,
                Verdict = run.Verdict,
                Validity = run.Validity,
                Regression = run.Regression,
                CreatedAt = run.CreatedAt,
                StartedAt = run.StartedAt,
                EndedAt = run.EndedAt,
                Requests = run.Requests,
                FailedRequests = run.FailedRequests,
            })
            .ToListAsync(cancellationToken);
        if (items.Count <= limit)
            return new RunPage(items, null);

        items.RemoveAt(limit);
        return new RunPage(items, items[^1].Id);
    }

    /// <summary>
    /// How many runs have not ended, by status: those that <paramref name="owner"/> has claimed, and all that are queued. Not
    /// asynchronous, because those who ask for metrics cannot wait.
    /// </summary>
    public IReadOnlyDictionary<RunStatus, int> CountNotEnded(string owner)
    {
        using var context = contexts.CreateDbContext();
        return context.Runs
            .Where(run => run.Status == RunStatus.Queued || (Claimed.Contains(run.Status) && run.Owner == owner))
            .GroupBy(run => run.Status)
            .Select(group => new { Status = group.Key, Count = group.Count() })
            .ToDictionary(group => group.Status, group => group.Count);
    }

    private static IQueryable<RunRecord> Restrict(IQueryable<RunRecord> runs, RunFilter filter)
    {
        if (filter.DefinitionId is { } definition)
            runs = runs.Where(run => run.DefinitionId == definition);
        if (filter.ScheduleId is { } schedule)
            runs = runs.Where(run => run.ScheduleId == schedule);
        if (filter.Status is { } status)
            runs = runs.Where(run => run.Status == status);
        if (filter.Verdict is { } verdict)
            runs = runs.Where(run => run.Verdict == verdict);
        if (filter.Regression is { } regression)
            runs = runs.Where(run => run.Regression == regression);
        if (filter.HttpVersion?.ToWord() is { } word)
            runs = runs.Where(run => run.HttpVersion == word);
        if (filter.From is { } from)
            runs = runs.Where(run => run.CreatedAt >= from);
        if (filter.To is { } to)
            runs = runs.Where(run => run.CreatedAt < to);
        if (filter.CreatedBy is { } createdBy)
            runs = runs.Where(run => run.CreatedBy == createdBy);
        if (filter.Pinned is { } pinned)
            runs = runs.Where(run => run.Pinned == pinned);
        return runs;
    }
}
