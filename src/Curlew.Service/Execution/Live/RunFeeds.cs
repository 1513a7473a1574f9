using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Curlew.Domain.Runs;

namespace Curlew.Service.Execution.Live;

/// <summary>The feeds of the runs that this process carries out.</summary>
internal sealed class RunFeeds
{
    private readonly ConcurrentDictionary<RunId, RunFeed> _feeds = new();

    /// <summary>The feed of a run that begins.</summary>
    public RunFeed Begin(RunId run) => _feeds.GetOrAdd(run, _ => new RunFeed());

    /// <summary>The feed of a run that is under way here.</summary>
    public bool TryGet(RunId run, [NotNullWhen(true)] out RunFeed? feed) => _feeds.TryGetValue(run, out feed);

    /// <summary>Lets a feed go; who reads it reads on to its end.</summary>
    public void End(RunId run) => _feeds.TryRemove(run, out _);
}
