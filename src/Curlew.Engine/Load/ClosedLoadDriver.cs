using System.Diagnostics;
using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Engine.Collection;
using Curlew.Engine.Measurement;
using Curlew.Engine.Requests;
using Curlew.LibCurl;
using Curlew.LibCurl.Easy;
using Curlew.LibCurl.Loop;

namespace Curlew.Engine.Load;

/// <summary>
/// Closed load on one event loop: each of its virtual users sends, waits for the end, pauses for its think time, and sends
/// again, until the run's requests are used up, its time is over, or it is told to stop.
/// </summary>
/// <remarks>
/// The hot path is <see cref="CompletedOnLoop"/> to <see cref="StartNextOnLoop"/>: one turn of it per request. It
/// allocates nothing and makes no system call of its own.
/// </remarks>
internal sealed class ClosedLoadDriver : ITransferHandler
{
    private const int TimerOfDeadline = -1;
    private const int TimerOfGrace = -2;
    private const int OneStep = 0;
    private static readonly long Grace = 2 * Stopwatch.Frequency;
    private static readonly long RetryInterval = Stopwatch.Frequency / 1000;

    private readonly RunDefinition _definition;
    private readonly PreparedStep _step;
    private readonly OutcomeReader _reader;
    private readonly RequestBudget _budget;
    private readonly OutcomeRing _ring;
    private readonly StepTally _tally = new();
    private readonly LoopPlan _plan;
    private readonly VirtualUser[] _users;
    private readonly long _thinkTime;
    private EventLoop _loop = null!;
    private long _runStarted;
    private long _deadline = long.MaxValue;
    private int _active;
    private int _inFlight;
    private long _ended;
    private long _failed;
    private long _startsHeldBack;
    private bool _stopping;
    private bool _graceBegun;
    private bool _stopRequested;

    /// <param name="definition">What to send.</param>
    /// <param name="step">The step, made ready.</param>
    /// <param name="reader">Reads outcomes.</param>
    /// <param name="budget">How many requests the run may still start.</param>
    /// <param name="ring">Where outcomes go.</param>
    /// <param name="plan">What falls to this loop.</param>
    /// <param name="users">Its virtual users.</param>
    internal ClosedLoadDriver(
        RunDefinition definition, PreparedStep step, OutcomeReader reader, RequestBudget budget, OutcomeRing ring, LoopPlan plan, VirtualUser[] users)
    {
        _definition = definition;
        _step = step;
        _reader = reader;
        _budget = budget;
        _ring = ring;
        _plan = plan;
        _users = users;
        _thinkTime = (long)(step.Step.ThinkTime.TotalSeconds * Stopwatch.Frequency);
    }

    /// <inheritdoc/>
    public bool IsFinishedOnLoop => _inFlight == 0 && (_stopping || _active == 0);

    /// <summary>Requests that have ended; from any thread.</summary>
    internal long Ended => Volatile.Read(ref _ended);

    /// <summary>Requests that have failed; from any thread.</summary>
    internal long Failed => Volatile.Read(ref _failed);

    /// <summary>When the last request ended, as a timestamp. After the loop has ended.</summary>
    internal long LastEnd { get; private set; }

    /// <summary>What the outcomes add up to. After the loop has ended.</summary>
    internal StepTally Tally => _tally;

    /// <summary>How often a start had to wait because outcomes were not stored fast enough. After the loop has ended.</summary>
    internal long StartsHeldBack => _startsHeldBack;

    /// <summary>Sets the moment from which the run counts its times. Before the loop runs.</summary>
    internal void BeginAt(long runStarted)
    {
        _runStarted = runStarted;
        LastEnd = runStarted;
        if (_definition.Load.Duration is { } duration)
            _deadline = runStarted + (long)(duration.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>Asks for an end: nothing new is started, requests in flight get two seconds. From any thread; then wake the loop.</summary>
    internal void RequestStop() => Volatile.Write(ref _stopRequested, true);

    /// <inheritdoc/>
    public void StartedOnLoop(EventLoop loop)
    {
        _loop = loop;
        _active = _users.Length;
        var now = Stopwatch.GetTimestamp();
        for (var user = 0; user < _users.Length; user++)
            loop.ScheduleOnLoop(user, now);
        if (_deadline != long.MaxValue)
            loop.ScheduleOnLoop(TimerOfDeadline, _deadline);
    }

    /// <inheritdoc/>
    public void TimerOnLoop(int tag)
    {
        switch (tag)
        {
            case TimerOfDeadline:
                EndStartsOnLoop();
                break;
            case TimerOfGrace:
                AbortInFlightOnLoop();
                break;
            default:
                StartNextOnLoop(_users[tag], Stopwatch.GetTimestamp());
                break;
        }
    }

    /// <inheritdoc/>
    public void CompletedOnLoop(CurlEasy easy, CurlCode code)
    {
        var user = _users[easy.Tag];
        var now = Stopwatch.GetTimestamp();
        RecordOnLoop(user, code, now);
        if (_thinkTime == 0)
            StartNextOnLoop(user, now);
        else
            _loop.ScheduleOnLoop(easy.Tag, now + _thinkTime);
    }

    /// <inheritdoc/>
    public void TurnedOnLoop()
    {
        if (_graceBegun || !Volatile.Read(ref _stopRequested))
            return;
        _graceBegun = true;
        EndStartsOnLoop();
        _loop.ScheduleOnLoop(TimerOfGrace, Stopwatch.GetTimestamp() + Grace);
    }

    private static long Micros(long ticks) => ticks * 1_000_000 / Stopwatch.Frequency;

    private void StartNextOnLoop(VirtualUser user, long now)
    {
        if (_stopping || now >= _deadline)
        {
            _active--;
            return;
        }

        // Room for what is in flight is set aside, so that an outcome never has to be dropped or waited for.
        if (_ring.RoomOnLoop <= _inFlight)
        {
            _startsHeldBack++;
            _loop.ScheduleOnLoop(user.Easy.Tag, now + RetryInterval);
            return;
        }

        if (!_budget.TryTake())
        {
            _active--;
            return;
        }

        if (!_definition.KeepCookies)
            user.Easy.ForgetCookies();
        user.Planned = now;
        user.Started = now;
        user.InFlight = true;
        _inFlight++;
        _loop.StartOnLoop(user.Easy, user.Cell);
    }

    private void RecordOnLoop(VirtualUser user, CurlCode code, long now)
    {
        user.InFlight = false;
        _inFlight--;
        LastEnd = now;

        var outcome = new Outcome
        {
            Step = OneStep,
            VirtualUser = user.Number,
            PlannedMicros = Micros(user.Planned - _runStarted),
            StartedMicros = Micros(user.Started - _runStarted),
            TotalMicros = Micros(now - user.Started),
        };
        _reader.Read(user.Easy, code, _step, _plan.FirstCell + user.Cell, ref outcome, out var connects);
        _tally.AddOnLoop(outcome, Established(outcome, connects));
        _ring.WriteOnLoop(outcome);
        Volatile.Write(ref _ended, _ended + 1);
        if (!outcome.Succeeded)
            Volatile.Write(ref _failed, _failed + 1);
    }

    /// <summary>
    /// libcurl counts a connection when it begins to connect; only the last one can have failed to. One that a request was
    /// sent on had not, nor had one that spent time on connecting and then failed in the TLS handshake.
    /// </summary>
    private static int Established(in Outcome outcome, int connects) =>
        connects == 0 || outcome.ConnectionId >= 0 || outcome.ConnectMicros > 0 ? connects : connects - 1;

    private void EndStartsOnLoop() => _stopping = true;

    private void AbortInFlightOnLoop()
    {
        foreach (var user in _users)
        {
            if (!user.InFlight)
                continue;
            _loop.AbortOnLoop(user.Easy);
            RecordOnLoop(user, CurlCode.CURLE_ABORTED_BY_CALLBACK, Stopwatch.GetTimestamp());
        }
    }
}
