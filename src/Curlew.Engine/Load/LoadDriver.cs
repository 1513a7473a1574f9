using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Load;
using Curlew.Domain.Outcomes;
using Curlew.Engine.Collection;
using Curlew.Engine.Pacing;
using Curlew.Engine.Requests;
using Curlew.Engine.Variables;
using Curlew.LibCurl;
using Curlew.LibCurl.Easy;
using Curlew.LibCurl.Loop;
using Curlew.LibCurl.Posix;

namespace Curlew.Engine.Load;

/// <summary>
/// The load on one event loop: leads its virtual users through their journeys, from the iterations that
/// <see cref="IArrivals"/> begins to the outcomes that the collector fetches.
/// </summary>
/// <remarks>
/// <para>
/// A virtual user is free, or busy with an iteration; busy, it has a request in flight, or thinks, or waits (for a stream,
/// or for room among the outcomes). Whatever it waits for comes as a timer or a completed transfer, never by looking around.
/// </para>
/// <para>
/// The hot path is <see cref="CompletedOnLoop"/> to <see cref="StartStepOnLoop"/>: one turn of it per request. It makes no
/// system call of its own, and allocates nothing unless a step extracts by regular expression.
/// </para>
/// </remarks>
internal sealed partial class LoadDriver : ITransferHandler
{
    private const int TimerOfEnd = -1;
    private const int TimerOfStepsEnd = -2;
    private const int TimerOfGrace = -3;
    private const int TimerOfStarts = -4;
    private const int TimerOfCpu = -5;

    private static readonly long RetryInterval = Stopwatch.Frequency / 1000;
    private static readonly long CpuInterval = Stopwatch.Frequency / 2;

    private readonly RunDefinition _definition;
    private readonly PreparedJourney _journey;
    private readonly OutcomeReader _reader;
    private readonly IterationBudget _budget;
    private readonly OutcomeRing _ring;
    private readonly LoopPlan _plan;
    private readonly StreamAdmission? _admission;
    private readonly List<VirtualUser> _users;
    private readonly long[] _thinkTimes;
    private readonly long _warmUp;
    private readonly bool _countsBytes;
    private readonly IArrivals _arrivals;
    private EventLoop _loop = null!;
    private TimeSpan _cpuAtBegin;
    private DateTime _dayTimeOfStart;
    private long _cpuTicks;
    private int _busy;
    private int _inFlight;
    private long _ended;
    private long _failed;
    private long _bytesEnded;
    private long _bytesMoved;

    /// <param name="definition">What to send.</param>
    /// <param name="journey">Its steps, made ready.</param>
    /// <param name="reader">Reads outcomes.</param>
    /// <param name="budget">How many iterations the run may still begin.</param>
    /// <param name="ring">Where outcomes go.</param>
    /// <param name="plan">What falls to this loop.</param>
    internal LoadDriver(
        RunDefinition definition, PreparedJourney journey, OutcomeReader reader, IterationBudget budget, OutcomeRing ring, LoopPlan plan)
    {
        _definition = definition;
        _journey = journey;
        _reader = reader;
        _budget = budget;
        _ring = ring;
        _plan = plan;
        _admission = plan.StreamsPerCell > 0 ? new StreamAdmission(plan.Cells.Count, plan.StreamsPerCell, !StepHost.AreAllTls(definition)) : null;
        _users = new List<VirtualUser>(plan.VirtualUsers);
        _thinkTimes = [.. definition.Steps.Select(step => LoadCurve.ToTicks(step.ThinkTime))];
        _warmUp = LoadCurve.ToTicks(definition.WarmUp);
        _countsBytes = definition.Limits.TotalBytes is not null;
        _arrivals = definition.Load switch
        {
            OpenLoad open => new OpenArrivals(
                this, new StartPlan(open), plan.Index, plan.Loops, _warmUp, new FreeUsers(inTurns: definition.PlacesStreams)),
            ClosedLoad closed => new ClosedArrivals(this, new UserPlan(closed), _users),
            _ => throw new NotSupportedException($"There is no load {definition.Load}."),
        };
    }

    /// <inheritdoc/>
    public bool IsFinishedOnLoop => _busy == 0 && (_noMoreSteps || _arrivals.HaveEndedOnLoop);

    /// <summary>The moment from which the run counts its times, as a timestamp.</summary>
    internal long RunStarted { get; private set; }

    /// <summary>The virtual users that there are so far.</summary>
    internal IReadOnlyList<VirtualUser> Users => _users;

    /// <summary>Whether there is room for one more outcome beside those of all requests in flight.</summary>
    internal bool HasRoomOnLoop => _ring.RoomOnLoop > _inFlight;

    /// <summary>Virtual users that have an iteration under way; from any thread.</summary>
    internal int Busy => Volatile.Read(ref _busy);

    /// <summary>Requests that have ended; from any thread.</summary>
    internal long Ended => Volatile.Read(ref _ended);

    /// <summary>Requests that have failed; from any thread.</summary>
    internal long Failed => Volatile.Read(ref _failed);

    /// <summary>
    /// Bytes that were sent and received so far, those of requests in flight among them, brought up to date twice a second where
    /// the run has a limit of them; from any thread.
    /// </summary>
    internal long BytesMoved => Volatile.Read(ref _bytesMoved);

    /// <summary>Starts that found no virtual user free, without those of the warm-up; from any thread.</summary>
    internal long Skipped => _arrivals.Skipped;

    /// <summary>CPU time of the loop so far, brought up to date twice a second; from any thread.</summary>
    internal TimeSpan CpuTime => TimeSpan.FromTicks(Volatile.Read(ref _cpuTicks));

    /// <summary>When the last request ended, as a timestamp. After the loop has ended.</summary>
    internal long LastEnd { get; private set; }

    /// <summary>Iterations that were planned after the warm-up and begun. After the loop has ended.</summary>
    internal long IterationsStarted { get; private set; }

    /// <summary>Those of them that got to the end of the journey. After the loop has ended.</summary>
    internal long IterationsCompleted { get; private set; }

    /// <summary>The most virtual users that were busy at one time. After the loop has ended.</summary>
    internal int PeakBusy { get; private set; }

    /// <summary>How often a start had to wait because outcomes were not stored fast enough. After the loop has ended.</summary>
    internal long StartsHeldBack { get; private set; }

    /// <summary>Makes virtual users before the load begins.</summary>
    internal void Prepare(EventLoop loop, int users)
    {
        _loop = loop;
        while (_users.Count < users)
            MakeUser();
    }

    /// <summary>Sets the moment from which the run counts its times. Before the loop runs.</summary>
    internal void BeginAt(long runStarted, DateTime dayTime)
    {
        RunStarted = runStarted;
        LastEnd = runStarted;
        _dayTimeOfStart = dayTime;
    }

    /// <inheritdoc/>
    public void StartedOnLoop(EventLoop loop)
    {
        _cpuAtBegin = ThreadCpuClock.Now();
        loop.ScheduleOnLoop(TimerOfCpu, Stopwatch.GetTimestamp() + CpuInterval);

        // Whoever asked for an end before the beginning wants no request at all.
        TurnedOnLoop();
        _arrivals.BeginOnLoop(Stopwatch.GetTimestamp());
    }

    /// <inheritdoc/>
    public void TimerOnLoop(int tag)
    {
        var now = Stopwatch.GetTimestamp();
        switch (tag)
        {
            case TimerOfEnd:
                _arrivals.EndOnLoop();
                ScheduleStepsEndOnLoop(now);
                break;
            case TimerOfStepsEnd:
                EndStepsOnLoop(now);
                break;
            case TimerOfGrace:
                AbortInFlightOnLoop();
                break;
            case TimerOfStarts:
                _arrivals.StartsAreDueOnLoop(now);
                break;
            case TimerOfCpu:
                Volatile.Write(ref _cpuTicks, (ThreadCpuClock.Now() - _cpuAtBegin).Ticks);
                if (_countsBytes)
                    Volatile.Write(ref _bytesMoved, _bytesEnded + BytesInFlightOnLoop());
                _loop.ScheduleOnLoop(TimerOfCpu, now + CpuInterval);
                break;
            default:
                UserIsDueOnLoop(_users[tag], now);
                break;
        }
    }

    /// <inheritdoc/>
    public void CompletedOnLoop(CurlEasy easy, CurlCode code)
    {
        var user = _users[easy.Tag];
        var now = Stopwatch.GetTimestamp();
        user.InFlight = false;
        _inFlight--;
        var failed = RecordOnLoop(user, code, now);
        if (_admission is not null)
            LetInNextOnLoop(_admission, user, answered: code == CurlCode.CURLE_OK, now);
        AdvanceOnLoop(user, failed, now);
    }

    /// <summary>Has the arrivals called when starts are due.</summary>
    internal void ScheduleStartsOnLoop(long due) => _loop.ScheduleOnLoop(TimerOfStarts, due);

    /// <summary>Has a virtual user called that wants to begin an iteration, or to go on with it.</summary>
    internal void ScheduleOnLoop(VirtualUser user, long due) => _loop.ScheduleOnLoop(user.Easy.Tag, due);

    /// <summary>Has a virtual user called again soon, for want of room.</summary>
    internal void HoldBackOnLoop(VirtualUser user, long now)
    {
        StartsHeldBack++;
        ScheduleOnLoop(user, now + RetryInterval);
    }

    /// <summary>Has the arrivals called again soon, for want of room.</summary>
    internal void HoldBackStartsOnLoop(long now)
    {
        StartsHeldBack++;
        ScheduleStartsOnLoop(now + RetryInterval);
    }

    /// <summary>Makes one more virtual user, unless there are as many as may be.</summary>
    internal bool TryMakeUserOnLoop([NotNullWhen(true)] out VirtualUser? user)
    {
        user = _users.Count < _plan.VirtualUsers ? MakeUser() : null;
        return user is not null;
    }

    /// <summary>Begins an iteration of a free virtual user; false where there are none any more, or no data for it.</summary>
    internal bool TryBeginIterationOnLoop(VirtualUser user, long planned, long now)
    {
        if (!_budget.TryTake(out var iteration) || !_journey.Slots.HasRowsFor(iteration))
            return false;
        if (!_definition.KeepCookies)
            user.Easy.ForgetCookies();
        user.Values.Begin(iteration);
        user.Iteration = iteration;
        user.Step = 0;
        user.IsBusy = true;
        user.IsCounted = planned - RunStarted >= _warmUp;
        if (user.IsCounted)
            IterationsStarted++;
        PeakBusy = Math.Max(PeakBusy, ++_busy);
        StartStepOnLoop(user, planned, now);
        return true;
    }

    private static long Micros(long ticks) => ticks * 1_000_000 / Stopwatch.Frequency;

    private VirtualUser MakeUser()
    {
        var index = _users.Count;
        var user = _journey.MakeUser(_plan.NumberOf(index), index, index % _plan.Cells.Count);
        _users.Add(user);
        _loop.Adopt(user.Easy);
        return user;
    }

    private void UserIsDueOnLoop(VirtualUser user, long now)
    {
        if (!user.IsBusy)
            _arrivals.UserIsDueOnLoop(user, now);
        else if (!user.InFlight)
            StartStepOnLoop(user, user.Planned, now);
    }

    private void StartStepOnLoop(VirtualUser user, long planned, long now)
    {
        user.Planned = planned;

        // Room for what is in flight is set aside, so that an outcome never has to be dropped or waited for.
        if (!HasRoomOnLoop)
        {
            HoldBackOnLoop(user, now);
            return;
        }

        if (_admission is not null && !_admission.TryEnter(user))
            return;
        var step = _journey[user.Step];
        if (!step.TryApply(user, step.IsWrittenAnew ? MomentOf(user, now) : default))
        {
            NotSentOnLoop(user, now);
            return;
        }

        user.Started = Stopwatch.GetTimestamp();
        user.InFlight = true;
        _inFlight++;
        _loop.StartOnLoop(user.Easy, user.Cell);
    }

    /// <summary>By timers, for the next one's request may not be sent either.</summary>
    private void LetInNextOnLoop(StreamAdmission admission, VirtualUser user, bool answered, long now)
    {
        admission.Leave(user, answered);
        while (admission.TryLetInNext(user.Cell, out var next))
            ScheduleOnLoop(next, now);
    }

    private RequestMoment MomentOf(VirtualUser user, long now) =>
        new(user.Number, user.Iteration, _dayTimeOfStart + Stopwatch.GetElapsedTime(RunStarted, now));

    /// <summary>Goes on by a timer, not at once: a journey that can never be sent must not keep the loop from its sockets.</summary>
    private void NotSentOnLoop(VirtualUser user, long now)
    {
        user.Started = now;
        var outcome = OutcomeOf(user, now);
        outcome.Failure = FailureKind.Template;
        outcome.ConnectionId = -1;
        outcome.EndsIteration = EndsIteration(user, failed: true);
        WriteOnLoop(outcome, now);
        if (_admission is not null)
            LetInNextOnLoop(_admission, user, answered: false, now);
        if (outcome.EndsIteration)
            EndIterationOnLoop(user, completed: false, Math.Max(1, _thinkTimes[user.Step]), now);
        else
            PlanNextStepOnLoop(user, now + _thinkTimes[user.Step]);
    }

    /// <summary>Reads and writes an outcome; answers whether it is a failure.</summary>
    private bool RecordOnLoop(VirtualUser user, CurlCode code, long now)
    {
        var outcome = OutcomeOf(user, now);
        _reader.Read(user.Easy, code, _plan.FirstCell + user.Cell, ref outcome);
        outcome.Failure = outcome.CurlCode != 0
            ? user.Easy.WasRefused(code) ? FailureKind.Target : FailureKind.CurlCode
            : _journey[user.Step].Answer.Apply(user.Easy, outcome, user.Values);
        outcome.EndsIteration = EndsIteration(user, !outcome.Succeeded);
        WriteOnLoop(outcome, now);
        return !outcome.Succeeded;
    }

    private Outcome OutcomeOf(VirtualUser user, long now) => new()
    {
        Step = user.Step,
        VirtualUser = user.Number,
        Iteration = user.Iteration,
        PlannedMicros = Micros(user.Planned - RunStarted),
        StartedMicros = Micros(user.Started - RunStarted),
        TotalMicros = Micros(now - user.Started),
    };

    private void WriteOnLoop(in Outcome outcome, long now)
    {
        LastEnd = now;
        _ring.WriteOnLoop(outcome);
        _bytesEnded += outcome.BytesUp + outcome.BytesDown;
        Volatile.Write(ref _ended, _ended + 1);
        if (!outcome.Succeeded)
            Volatile.Write(ref _failed, _failed + 1);
    }

    private bool EndsIteration(VirtualUser user, bool failed) =>
        _noMoreSteps || user.Step == _journey.Length - 1 || (failed && !_journey[user.Step].Step.ContinueOnFailure);

    private void AdvanceOnLoop(VirtualUser user, bool failed, long now)
    {
        var thinkTime = _thinkTimes[user.Step];
        if (EndsIteration(user, failed))
            EndIterationOnLoop(user, completed: user.Step == _journey.Length - 1, thinkTime, now);
        else if (thinkTime > 0)
            PlanNextStepOnLoop(user, now + thinkTime);
        else
            StartNextStepOnLoop(user, now);
    }

    private void StartNextStepOnLoop(VirtualUser user, long now)
    {
        user.Step++;
        StartStepOnLoop(user, now, now);
    }

    private void PlanNextStepOnLoop(VirtualUser user, long due)
    {
        user.Step++;
        user.Planned = due;
        ScheduleOnLoop(user, due);
    }

    private void EndIterationOnLoop(VirtualUser user, bool completed, long thinkTime, long now)
    {
        user.IsBusy = false;
        _busy--;
        if (user.IsCounted && completed)
            IterationsCompleted++;
        _arrivals.UserIsFreeOnLoop(user, thinkTime, now);
    }

    private long BytesInFlightOnLoop()
    {
        var bytes = 0L;
        foreach (var user in _users)
        {
            if (user.InFlight)
                bytes += user.Easy.GetInfo(CurlOffsetInfo.SIZE_UPLOAD_T) + user.Easy.GetInfo(CurlOffsetInfo.SIZE_DOWNLOAD_T);
        }

        return bytes;
    }
}
