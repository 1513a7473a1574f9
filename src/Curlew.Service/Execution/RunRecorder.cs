using System.Collections.Concurrent;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.Domain.Timelines;
using Curlew.Service.Metrics;
using Curlew.Storage.Runs;
using Curlew.Storage.Timelines;

namespace Curlew.Service.Execution;

/// <summary>
/// Saves a run's counts and seconds about every second, and has them told to monitoring. A database that cannot be reached for a
/// while costs nothing but time: what could not be saved waits for the next try, and at the run's end the database is waited for.
/// </summary>
internal sealed partial class RunRecorder(
    RunStore runs,
    TimelineStore timelines,
    RunMetrics metrics,
    DatabasePatience patience,
    RunId id,
    int fence,
    TimeProvider time,
    ILogger<RunRecorder> logger)
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<(TimelineSecond Second, OutcomesKept Kept)> _added = new();
    private readonly List<TimelineSecond> _unsaved = [];
    private long _requests;
    private long _failed;
    private long _savedRequests;
    private bool _hasFailed;

    /// <summary>Requests that have ended so far.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Those of them that failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Takes the newest counts, from any thread.</summary>
    public void Count(long requests, long failed)
    {
        Interlocked.Exchange(ref _requests, requests);
        Interlocked.Exchange(ref _failed, failed);
    }

    /// <summary>Takes a second, from any thread, and what had become of the run's outcomes at its end.</summary>
    public void Add(TimelineSecond second, OutcomesKept kept) => _added.Enqueue((second, kept));

    /// <summary>Saves about every second until <paramref name="end"/>, and then what is left.</summary>
    public async Task KeepSavingAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(SaveEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
                await TrySaveAsync();
        }
        catch (OperationCanceledException)
        {
            await SaveRestAsync();
        }
    }

    private async Task SaveRestAsync()
    {
        try
        {
            await patience.UntilDoneAsync(id, SaveOrNoteAsync);
        }
        catch (Exception exception)
        {
            LogLost(id, _unsaved.Count, exception);
        }
    }

    private async Task TrySaveAsync()
    {
        try
        {
            await SaveOrNoteAsync();
        }
        catch (Exception exception)
        {
            LogNotSaved(id, exception);
        }
    }

    private async Task SaveOrNoteAsync()
    {
        try
        {
            await SaveAsync();
        }
        catch
        {
            _hasFailed = true;
            throw;
        }
    }

    private async Task SaveAsync()
    {
        while (_added.TryDequeue(out var added))
        {
            _unsaved.Add(added.Second);
            metrics.SecondEnded(id, added.Second, added.Kept);
        }

        if (Requests is var requests && requests != _savedRequests)
        {
            await runs.SaveProgressAsync(id, fence, requests, Failed);
            _savedRequests = requests;
        }

        if (_unsaved.Count == 0)
            return;

        // A save that seemed to fail may have succeeded.
        if (_hasFailed && await timelines.FindLastSecondAsync(id) is { } last)
            _unsaved.RemoveAll(second => second.Second <= last);
        await timelines.AppendAsync(id, _unsaved);
        _unsaved.Clear();
        _hasFailed = false;
    }
}
