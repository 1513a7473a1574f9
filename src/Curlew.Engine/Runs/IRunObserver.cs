using Curlew.Domain.Errors;
using Curlew.Domain.Summaries;
using Curlew.Domain.Timelines;
using Curlew.Domain.Verdicts;

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

    /// <summary>
    /// A second of the run is complete, and so are all before it; called in order, soon after its end, for the last one when the
    /// load has ended. Must return at once: what it does is on the account of the thread that stores outcomes.
    /// </summary>
    void SecondEnded(TimelineSecond second);

    /// <summary>Requests failed in ways or numbers not told before; at most once a second. Must return at once.</summary>
    void ErrorsChanged(IReadOnlyList<ErrorGroup> errors);

    /// <summary>A threshold is broken for the first time, <paramref name="afterSeconds"/> after the run's start. Must return at once.</summary>
    void ThresholdBroken(ThresholdResult threshold, double afterSeconds);
}
