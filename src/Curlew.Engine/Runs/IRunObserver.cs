using Curlew.Domain.Summaries;

namespace Curlew.Engine.Runs;

/// <summary>Told how a run goes on. Called by threads of the run, never by an event loop.</summary>
public interface IRunObserver
{
    /// <summary>The preflight request is done and the way to the server is open.</summary>
    void PreflightSucceeded(PreflightResult preflight);

    /// <summary>
    /// Load is about to be sent: called once, before the first request, and awaited, so that the status
    /// <c>running</c> is committed before load goes out. An exception keeps load from being sent.
    /// <paramref name="startedAt"/> is the moment from which outcomes count their times.
    /// </summary>
    ValueTask LoadStartingAsync(DateTimeOffset startedAt);

    /// <summary>How many requests have ended so far; called about twice a second.</summary>
    void Progress(long requests, long failed);
}
