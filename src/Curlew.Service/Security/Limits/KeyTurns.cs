using Curlew.Domain.Runs;
using Curlew.Service.Jobs;
using Curlew.Storage.Runs;

namespace Curlew.Service.Security.Limits;

/// <summary>
/// Whose turn it is among the runs of an API key that may not all be under way together.
///
/// A run beyond the limit is refused by its claim, stays queued, and its job is over, so that the worker is free for others' runs. Its
/// bell is rung again when a run of its key ends here; and, because that can fail or happen elsewhere, <see cref="KeyTurnBell"/>
/// rings now and then whatever could begin. Ringing too often does no harm: only one claim of a run succeeds.
/// </summary>
internal sealed class KeyTurns(RunStore runs, RunLimitBook book, IRunQueue queue)
{
    /// <summary>How many runs of this one's key may be under way; null for any number.</summary>
    public async Task<int?> MostAtOnceAsync(RunId id, CancellationToken cancelled) =>
        await runs.FindKeyAsync(id, cancelled) is { } key ? await MostAtOnceAsync(key, cancelled) : null;

    /// <summary>Rings those that may begin because this one has ended; nothing where it has not.</summary>
    public async Task RingAfterAsync(RunId ended, CancellationToken cancelled)
    {
        if (await runs.FindKeyOfEndedAsync(ended, cancelled) is { } key)
            await RingAsync(key, cancelled);
    }

    /// <summary>Rings whatever could begin.</summary>
    public async Task RingAllAsync(CancellationToken cancelled)
    {
        foreach (var key in await runs.ListWaitingKeysAsync(cancelled))
            await RingAsync(key, cancelled);
    }

    private async Task RingAsync(Guid key, CancellationToken cancelled)
    {
        if (await MostAtOnceAsync(key, cancelled) is not { } most)
            return;
        foreach (var next in await runs.ListNextOfKeyAsync(key, most, cancelled))
            queue.Enqueue(next);
    }

    private async Task<int?> MostAtOnceAsync(Guid key, CancellationToken cancelled) =>
        (int?)(await book.OfAsync(key, cancelled)).ConcurrentRunsOfKey?.Most;
}
