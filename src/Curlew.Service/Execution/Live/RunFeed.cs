using System.Runtime.CompilerServices;
using Curlew.Domain.Errors;

namespace Curlew.Service.Execution.Live;

/// <summary>
/// The events of one run that this process carries out. Publishing is putting an event into a ring and waking whoever waits;
/// readers go through the ring at their own pace, each with no more than its place in it. So neither their number nor how slow
/// they are makes a difference to the run. A reader whose place has been overwritten finds the ticks in the database.
/// </summary>
internal sealed class RunFeed
{
    /// <summary>How many events are kept: a quarter of an hour of a run that tells little but its ticks.</summary>
    internal const int Kept = 1_000;

    private readonly Lock _lock = new();
    private readonly RunEvent[] _ring = new RunEvent[Kept];
    private long _published;
    private RunEventId _last = RunEventId.None;
    private bool _isComplete;
    private IReadOnlyList<ErrorGroup> _errors = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first event that is kept; <see cref="RunEventId.None"/> where nothing was published.</summary>
    public RunEventId First
    {
        get
        {
            lock (_lock)
                return _published == 0 ? RunEventId.None : At(Oldest).Id!.Value;
        }
    }

    /// <summary>The run's failed requests by how they failed, as of about now.</summary>
    public IReadOnlyList<ErrorGroup> Errors
    {
        get => Volatile.Read(ref _errors);
        set => Volatile.Write(ref _errors, value);
    }

    private long Oldest => Math.Max(0, _published - Kept);

    /// <summary>Adds an event that is no tick.</summary>
    public void Publish<T>(string type, T data)
    {
        lock (_lock)
            Add(RunEvent.Of(_last with { Part = _last.Part + 1 }, type, data));
    }

    /// <summary>Adds a tick.</summary>
    public void Publish(RunEvent tick)
    {
        lock (_lock)
            Add(tick);
    }

    /// <summary>Adds the last event; readers come to their end.</summary>
    public void Complete<T>(T done)
    {
        lock (_lock)
        {
            _isComplete = true;
            Add(RunEvent.Of(_last.ToDone(), RunEvent.Done, done));
        }
    }

    /// <summary>Brings readers to their end although the run has not ended: it goes on elsewhere or later.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isComplete = true;
            Wake();
        }
    }

    /// <summary>
    /// The events after <paramref name="after"/> that are kept, and those that come, to the last; a heartbeat where there is none
    /// for <paramref name="heartbeat"/>. Ends early where the reader was so slow that events were overwritten before it came to them.
    /// </summary>
    public async IAsyncEnumerable<RunEvent> ReadAsync(
        RunEventId after, TimeSpan heartbeat, TimeProvider time, [EnumeratorCancellation] CancellationToken cancelled)
    {
        var place = PlaceAfter(after);
        while (true)
        {
            var (news, changed, isComplete) = NewsFrom(place);
            if (news is null)
                yield break;
            foreach (var next in news)
                yield return next;
            place += news.Length;
            if (news.Length > 0)
                continue;
            if (isComplete)
                yield break;
            if (!await IsBefore(changed, heartbeat, time, cancelled))
                yield return RunEvent.Heartbeat;
        }
    }

    private long PlaceAfter(RunEventId after)
    {
        lock (_lock)
        {
            var place = _published;
            while (place > Oldest && At(place - 1).Id > after)
                place--;
            return place;
        }
    }

    /// <summary>Events from a place on; null where it has been overwritten.</summary>
    private (RunEvent[]? News, Task Changed, bool IsComplete) NewsFrom(long place)
    {
        lock (_lock)
        {
            if (place < Oldest)
                return (null, _changed.Task, _isComplete);
            var news = new RunEvent[_published - place];
            for (var index = 0; index < news.Length; index++)
                news[index] = At(place + index);
            return (news, _changed.Task, _isComplete);
        }
    }

    private static async Task<bool> IsBefore(Task changed, TimeSpan heartbeat, TimeProvider time, CancellationToken cancelled)
    {
        try
        {
            await changed.WaitAsync(heartbeat, time, cancelled);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private RunEvent At(long place) => _ring[place % Kept];

    private void Add(RunEvent added)
    {
        _ring[_published % Kept] = added;
        _published++;
        _last = added.Id!.Value;
        Wake();
    }

    private void Wake()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
