using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    /// <summary>The API key that asked for a run; null where there was none, or there is no such run.</summary>
    public async Task<Guid?> FindKeyAsync(RunId id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs.Where(run => run.Id == id.Value).Select(run => run.ApiKeyId).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The same of a run that has ended; null as well where it has not.</summary>
    public async Task<Guid?> FindKeyOfEndedAsync(RunId id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs
            .Where(run => run.Id == id.Value && Terminal.Contains(run.Status))
            .Select(run => run.ApiKeyId)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The API keys that have runs waiting.</summary>
    public async Task<IReadOnlyList<Guid>> ListWaitingKeysAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs
            .Where(run => run.Status == RunStatus.Queued && run.ApiKeyId != null)
            .Select(run => run.ApiKeyId!.Value)
            .Distinct()
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// The runs of an API key that wait, oldest first: as many as it may begin now, where <paramref name="most"/> may be under way.
    /// </summary>
    public async Task<IReadOnlyList<RunId>> ListNextOfKeyAsync(Guid key, int most, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ofKey = context.Runs.Where(run => run.ApiKeyId == key);
        var free = most - await ofKey.CountAsync(run => Claimed.Contains(run.Status), cancellationToken);
        return free <= 0
            ? []
            : await Ids(ofKey.Where(run => run.Status == RunStatus.Queued)).Take(free).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Runs that have waited since before a moment, oldest first; without those whose API key has others under way, for which they may
    /// have to wait.
    /// </summary>
    public async Task<IReadOnlyList<RunId>> ListWaitingAsync(DateTimeOffset since, int most, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var underWay = context.Runs.Where(run => run.ApiKeyId != null && Claimed.Contains(run.Status));
        return await Ids(context.Runs.Where(run => run.Status == RunStatus.Queued && run.CreatedAt < since
                && !underWay.Any(other => other.ApiKeyId == run.ApiKeyId)))
            .Take(most)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Whether a run's API key has fewer than <paramref name="most"/> runs under way. Until the transaction ends, if so.</summary>
    private static async Task<bool> HasTurnAsync(CurlewContext context, RunId id, int most, CancellationToken cancellationToken)
    {
        await TurnLock.TakeAsync(context, cancellationToken);
        var key = context.Runs.Where(run => run.Id == id.Value).Select(run => run.ApiKeyId);
        return await context.Runs.CountAsync(
            run => key.Contains(run.ApiKeyId) && Claimed.Contains(run.Status), cancellationToken) < most;
    }
}
