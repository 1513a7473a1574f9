using System.Diagnostics;
using Curlew.LibCurl;

namespace Curlew.Engine.Load;

/// <remarks>
/// How a load ends: by its plan, which lets iterations under way go on for a while; because somebody asks for it, which lets requests in flight
/// go on for two seconds; or at once.
/// </remarks>
internal sealed partial class LoadDriver
{
    /// <summary>For how long requests in flight are awaited after a request to stop.</summary>
    private static readonly long StopGrace = 2 * Stopwatch.Frequency;

    /// <summary>For how long iterations under way go on after the load's end, as k6's gracefulStop.</summary>
    private static readonly long StepsGrace = 30 * Stopwatch.Frequency;

    private bool _noMoreSteps;
    private volatile EndRequest _endRequested;
    private EndRequest _endBegun;

    /// <summary>Asks for an end: nothing new is started, requests in flight get two seconds. From any thread; then wake the loop.</summary>
    internal void RequestStop() => Interlocked.CompareExchange(ref _endRequested, EndRequest.Stop, EndRequest.None);

    /// <summary>Asks for an end at once: requests in flight are given up, too. From any thread; then wake the loop.</summary>
    internal void RequestAbort() => Interlocked.Exchange(ref _endRequested, EndRequest.Abort);

    /// <inheritdoc/>
    public void TurnedOnLoop()
    {
        var requested = _endRequested;
        if (requested == _endBegun)
            return;
        _endBegun = requested;
        var now = Stopwatch.GetTimestamp();
        EndStepsOnLoop(now);
        if (requested == EndRequest.Abort)
            AbortInFlightOnLoop();
        else
            _loop.ScheduleOnLoop(TimerOfGrace, now + StopGrace);
    }

    /// <summary>Says when the load ends: iterations are begun no more, those under way go on for a while.</summary>
    internal void ScheduleEndOnLoop(long due) => _loop.ScheduleOnLoop(TimerOfEnd, due);

    /// <summary>Says when a load ended that by itself begins no more iterations.</summary>
    internal void ScheduleStepsEndOnLoop(long end) => _loop.ScheduleOnLoop(TimerOfStepsEnd, end + StepsGrace);

    /// <summary>Ends the iterations of those that are not in flight; those that are end with their request.</summary>
    private void EndStepsOnLoop(long now)
    {
        _noMoreSteps = true;
        _arrivals.EndOnLoop();
        _admission?.ForgetWaiting();
        foreach (var user in _users)
        {
            if (user is { IsBusy: true, InFlight: false })
                EndIterationOnLoop(user, completed: false, 0, now);
        }
    }

    private void AbortInFlightOnLoop()
    {
        foreach (var user in _users)
        {
            if (!user.InFlight)
                continue;
            _loop.AbortOnLoop(user.Easy);
            var now = Stopwatch.GetTimestamp();
            user.InFlight = false;
            _inFlight--;
            RecordOnLoop(user, CurlCode.CURLE_ABORTED_BY_CALLBACK, now);
            EndIterationOnLoop(user, completed: false, 0, now);
        }
    }
}
