using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Timelines;
using Curlew.Engine.Collection;
using Curlew.Engine.Load;
using Curlew.Engine.Runs;
using Curlew.LibCurl.Posix;

namespace Curlew.Engine.Measurement;

/// <summary>
/// Everything that a run's outcomes add up to while it goes on, and what its observer is told of it. Belongs to the collector's
/// thread until <see cref="Finish"/>, so that it costs an event loop nothing.
/// </summary>
internal sealed class RunAccount : ICollectedOutcomes
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan JudgeInterval = TimeSpan.FromSeconds(1);

    private readonly IRunObserver _observer;
    private readonly Func<GeneratorMoment> _now;
    private readonly Action _stop;
    private readonly Action _abort;
    private readonly TimelineTally _timeline;
    private TimeSpan? _storeCpuAtBegin;
    private TimeSpan _nextProgress;
    private TimeSpan _nextJudgement = JudgeInterval;

    /// <param name="definition">What is measured.</param>
    /// <param name="observer">Who is told.</param>
    /// <param name="now">What the event loops tell of themselves at this moment.</param>
    /// <param name="stop">Ends the load, where a threshold or a limit says so.</param>
    /// <param name="abort">Ends it without awaiting requests in flight.</param>
    /// <param name="refusals">What the target policy refused, in words.</param>
    internal RunAccount(
        RunDefinition definition, IRunObserver observer, Func<GeneratorMoment> now, Action stop, Action abort, Func<string?> refusals)
    {
        (_observer, _now, _stop, _abort) = (observer, now, stop, abort);
        Tally = new RunTally(definition);
        Errors = new ErrorTally(definition.Steps.Count, refusals);
        Thresholds = new ThresholdWatch(definition, Tally, observer.ThresholdBroken);
        Limits = new LimitWatch(definition.Limits);
        _timeline = new TimelineTally(definition.Steps.Count);
    }

    internal RunTally Tally { get; }

    internal ErrorTally Errors { get; }

    internal ThresholdWatch Thresholds { get; }

    internal LimitWatch Limits { get; }

    /// <summary>Whether a threshold or a limit has ended the load.</summary>
    internal bool HasStopped => Thresholds.StopReason is not null || Limits.StopReason is not null;

    /// <summary>The greatest resident set of the process that was seen.</summary>
    internal long PeakMemoryBytes { get; private set; }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<Outcome> outcomes)
    {
        Tally.Add(outcomes);
        _timeline.Add(outcomes);
        Errors.Add(outcomes);
    }

    /// <inheritdoc/>
    public void TurnEnded()
    {
        var now = _now();
        var storeCpu = StoreCpu();
        foreach (var second in _timeline.CloseBefore(now, storeCpu))
            Tell(second);
        switch (Limits.Ask(now))
        {
            case EndRequest.Stop:
                _stop();
                break;
            case EndRequest.Abort:
                _abort();
                break;
            default:
                break;
        }

        if (now.Elapsed >= _nextProgress)
        {
            _nextProgress = now.Elapsed + ProgressInterval;
            TellProgress(now);
        }

        if (now.Elapsed >= _nextJudgement)
        {
            _nextJudgement = now.Elapsed + JudgeInterval;
            Thresholds.Evaluate(now);
            if (Thresholds.StopReason is not null)
                _stop();
        }
    }

    /// <summary>The load has ended and everything has been collected.</summary>
    /// <param name="end">What the event loops told at their end.</param>
    /// <param name="storeCpu">CPU time of the collector's thread.</param>
    internal void Finish(GeneratorMoment end, TimeSpan storeCpu)
    {
        foreach (var second in _timeline.CloseAll(end, storeCpu))
            Tell(second);
        TellProgress(end);
        Thresholds.EvaluateEnd(end);
    }

    private void Tell(TimelineSecond second)
    {
        _observer.SecondEnded(second);
        if (Errors.HasChanged)
            _observer.ErrorsChanged(Errors.Groups());
    }

    private void TellProgress(GeneratorMoment moment)
    {
        PeakMemoryBytes = Math.Max(PeakMemoryBytes, Environment.WorkingSet);
        _observer.Progress(moment.Ended, moment.Failed);
    }

    private TimeSpan StoreCpu()
    {
        var now = ThreadCpuClock.Now();
        return now - (_storeCpuAtBegin ??= now);
    }
}
