using System.Collections.Concurrent;
using Curlew.Domain.Runs;

namespace Curlew.Service.Execution;

/// <summary>The runs that this process carries out, so that they can be told to stop.</summary>
internal sealed class RunningRuns(IHostApplicationLifetime lifetime)
{
    private readonly ConcurrentDictionary<RunId, RunStop> _stops = new();

    /// <summary>Whether this process carries out a run at this moment.</summary>
    public bool Any => !_stops.IsEmpty;

    /// <summary>The runs that this process carries out at this moment.</summary>
    public IReadOnlyCollection<RunId> Ids => [.. _stops.Keys];

    /// <summary>
    /// Makes a run known, before it is claimed: a request to stop that comes after the claim is then sure to find it.
    /// Null where this process has it already.
    /// </summary>
    public RunStop? TryAdd(RunId id, CancellationToken jobAborted)
    {
        var stop = new RunStop(() => _stops.TryRemove(id, out _), lifetime.ApplicationStopping, jobAborted);
        if (_stops.TryAdd(id, stop))
            return stop;
        stop.Abandon();
        return null;
    }

    /// <summary>Tells a run to stop; nothing where this process does not carry it out.</summary>
    public void Stop(RunId id)
    {
        if (_stops.TryGetValue(id, out var stop))
            stop.Request();
    }

    /// <summary>Tells all runs to end at once, giving up their requests in flight; answers which those were.</summary>
    public IReadOnlyList<RunId> AbortAll(string reason)
    {
        var stops = _stops.ToArray();
        foreach (var (_, stop) in stops)
            stop.Abort(reason);
        return [.. stops.Select(entry => entry.Key)];
    }

    /// <summary>Tells a run to end at once; nothing where this process does not carry it out.</summary>
    public void Abort(RunId id, string reason)
    {
        if (_stops.TryGetValue(id, out var stop))
            stop.Abort(reason);
    }
}
