using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Engine.Runs;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>
/// Carries what the engine tells of a run to the database: the status <c>running</c> before load goes out, and counts
/// about every second. The engine's own threads only leave numbers behind; they never wait for the database, but once.
/// </summary>
internal sealed class RunProgress(RunStore runs, RunId id, int fence, TimeProvider time) : IRunObserver
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private long _requests;
    private long _failed;
    private PreflightResult? _preflight;

    /// <summary>Whether the status <c>running</c> was committed, so that load may have been sent.</summary>
    public bool LoadStarted { get; private set; }

    /// <summary>Requests that have ended so far.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Those of them that failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <inheritdoc/>
    public void PreflightSucceeded(PreflightResult preflight) => _preflight = preflight;

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The run was stopped, or is no longer this claim's.</exception>
    public async ValueTask LoadStartingAsync(DateTimeOffset startedAt)
    {
        var preflight = _preflight is null ? null : JsonSerializer.Serialize(_preflight, CurlewJson.Options);
        LoadStarted = await runs.TryMoveAsync(id, fence, RunStatus.Running, set => set
            .SetProperty(run => run.StartedAt, startedAt)
            .SetProperty(run => run.PreflightJson, preflight));
        if (!LoadStarted)
            throw new OperationCanceledException("The run may not send load any more.");
    }

    /// <inheritdoc/>
    public void Progress(long requests, long failed)
    {
        Interlocked.Exchange(ref _requests, requests);
        Interlocked.Exchange(ref _failed, failed);
    }

    /// <summary>Saves the counts about every second, until cancelled.</summary>
    public async Task KeepSavingAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(SaveEvery, time);
        var saved = 0L;
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                if (Requests is var requests && requests != saved)
                {
                    await runs.SaveProgressAsync(id, fence, requests, Failed, end);
                    saved = requests;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended; its results hold the last counts.
        }
    }
}
