using System.Net;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Thresholds;
using Curlew.Domain.Engines;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Summaries;
using Curlew.Domain.Timelines;
using Curlew.Domain.Verdicts;
using Curlew.Engine.Catalog;
using Curlew.Engine.Load;
using Curlew.Engine.Measurement;
using Curlew.Engine.Runs;

namespace Curlew.Engine.Recovery;

/// <summary>
/// Makes a result of what is left of a run whose process died: of its stored outcomes, or, where not every request has one, of the
/// seconds of its timeline. In bounded memory, however much there is. Used by one thread at a time.
/// </summary>
public sealed class RecoveredLoad
{
    private readonly RunDefinition _definition;
    private readonly RunTally _tally;
    private readonly RunTally _seconds;
    private readonly ErrorTally _errors;
    private readonly int _lastStep;
    private long _rows;
    private long _lastEndMicros;
    private long _iterationsStarted;
    private long _iterationsCompleted;
    private long _requestsOfSeconds;
    private SavedSeconds _saved = new(0, 0, 0, 0, 0, 0, 0);
    private string? _unreadable;

    /// <summary>Of a run with this definition.</summary>
    public RecoveredLoad(RunDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        _definition = definition;
        _tally = new RunTally(definition);
        _seconds = new RunTally(definition);
        _errors = new ErrorTally(definition.Steps.Count, refusals: () => null);
        _lastStep = definition.Steps.Count - 1;
    }

    /// <summary>Takes in outcomes as they were stored; fills in what is not stored of them.</summary>
    public void Add(Span<Outcome> outcomes)
    {
        var warmUp = (long)_definition.WarmUp.TotalMicroseconds;
        foreach (ref var outcome in outcomes)
            outcome.Established = outcome.NewConnection ? (byte)1 : (byte)0;
        _tally.Add(outcomes);
        _errors.Add(outcomes);
        _rows += outcomes.Length;
        foreach (ref var outcome in outcomes)
        {
            _lastEndMicros = Math.Max(_lastEndMicros, outcome.StartedMicros + outcome.TotalMicros);
            if (outcome.PlannedMicros < warmUp)
                continue;
            if (outcome.Step == 0)
                _iterationsStarted++;
            if (outcome.Step == _lastStep)
                _iterationsCompleted++;
        }
    }

    /// <summary>Outcomes cannot be read, or not to their end; <paramref name="reason"/> says why.</summary>
    public void OutcomesAreUnreadable(string reason) => _unreadable = reason;

    /// <summary>Takes in a second.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Add(TimelineSecond second)
    {
        ArgumentNullException.ThrowIfNull(second);
        _seconds.Add(second);
        _requestsOfSeconds = _seconds.Steps.Sum(step => step.Requests) + _seconds.WarmUpRequests;
        _saved = _saved.With(second, isWarmUp: TimeSpan.FromSeconds(second.Second) < _definition.WarmUp);
    }

    /// <summary>The result.</summary>
    /// <param name="catalog">The engines that there are now.</param>
    /// <param name="preflight">The request before the load.</param>
    /// <param name="hasEnded">Whether the load was ended and all that was missing is the result.</param>
    /// <param name="requests">How many requests the process last said had ended.</param>
    /// <param name="wasCompleted">Whether the load came to its defined end.</param>
    public RunResult Build(
        EngineCatalog catalog, PreflightResult preflight, bool hasEnded, long requests, bool wasCompleted)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(preflight);
        catalog.TryGet(_definition.Engine, out var engine);
        var whyNot = WhyNotOfOutcomes();
        var tally = whyNot is null ? _tally : _seconds;
        var note = new RecoveryNote
        {
            IsOfOutcomes = whyNot is null,
            WhyNotOfOutcomes = whyNot,
            Count = whyNot is null ? _rows : _saved.Count,
            IsJudged = hasEnded && _requestsOfSeconds == requests && (whyNot is not null || _rows == requests),
        };
        if (whyNot is not null)
            CopyFailures();
        var measurement = new RunMeasurement
        {
            Definition = _definition,
            Engine = engine?.Description ?? Gone(),
            Preflight = preflight,
            Tally = tally,
            Thresholds = Thresholds(tally, note),
            Loops = [Loop(preflight)],
            Elapsed = Elapsed(note),
            EndedEarly = !wasCompleted,
            StoreCpuTime = _saved.StoreCpu,
            OutcomesDropped = 0,
            Kept = new OutcomesKept(_rows, whyNot is null ? 0 : Math.Max(0, _requestsOfSeconds - _rows), null),
            PeakMemoryBytes = 0,
            GcPause = TimeSpan.Zero,
            Room = new MachineRoom(0, null),
            KnowsRequestSent = engine is not null && OutcomeReader.KnowsRequestSent(engine.Library.Info),
            Recovery = note,
        };
        var builder = new SummaryBuilder(measurement, code => engine?.Library.Describe(code) ?? "");
        var summary = builder.Build();
        return new RunResult
        {
            Failure = null,
            Stopped = !wasCompleted,
            Preflight = preflight,
            Verdict = summary.Verdict,
            Summary = summary,
            Errors = _errors.Groups(),
            Histograms = builder.Histograms(),
        };
    }

    /// <summary>Outcomes tell more than seconds, but only where there is one of each request.</summary>
    private string? WhyNotOfOutcomes() => _definition.Outcomes switch
    {
        { Keep: OutcomeKeep.None } => "it kept no outcomes",
        _ when _unreadable is not null => $"its outcomes cannot be read ({_unreadable.TrimEnd('.')})",
        { Keep: OutcomeKeep.Failures } => "it kept the outcomes of failures alone",
        { Limit: { } limit } when _rows >= limit => "it stored the outcomes of failures alone after outcomes.limit",
        _ when _rows < _requestsOfSeconds => "there is not an outcome for every request",
        _ => null,
    };

    /// <summary>The kinds of failures are known in either case: outcomes of failures are left out last.</summary>
    private void CopyFailures()
    {
        for (var step = 0; step <= _lastStep; step++)
            _seconds.Steps[step].AddFailuresOf(_tally.Steps[step]);
    }

    private IReadOnlyList<ThresholdResult> Thresholds(RunTally tally, RecoveryNote note)
    {
        var watch = new ThresholdWatch(_definition, tally, (_, _) => { });
        watch.EvaluateEnd(new GeneratorMoment
        {
            Elapsed = Elapsed(note),
            CpuTime = _saved.GeneratorCpu,
            Ended = 0,
            Failed = 0,
            Skipped = _saved.Skipped,
            BytesMoved = 0,
            VirtualUsers = 0,
            OpenConnections = 0,
        });
        return [.. watch.Results().Select((result, index) => Judged(result, _definition.Thresholds[index], note))];
    }

    private static ThresholdResult Judged(ThresholdResult result, Threshold threshold, RecoveryNote note)
    {
        if (!note.IsOfOutcomes && threshold.Metric == ThresholdMetric.StartLag)
            return result with { Result = Verdict.NotApplicable, Actual = null, BrokenAfterSeconds = null };
        return note.IsJudged ? result : result with { Result = Verdict.NotApplicable, BrokenAfterSeconds = null };
    }

    private TimeSpan Elapsed(RecoveryNote note) => note.IsOfOutcomes
        ? TimeSpan.FromMicroseconds(_lastEndMicros)
        : TimeSpan.FromSeconds(_saved.Length);

    private LoopReport Loop(PreflightResult preflight) => new()
    {
        CpuTime = _saved.GeneratorCpu,
        RunQueueWait = TimeSpan.Zero,
        Busy = TimeSpan.Zero,
        AllocatedBytes = 0,
        LastEnd = 0,
        PeakOpen = _saved.PeakOpen,
        PeakStreams = 0,
        PeakVirtualUsers = _saved.PeakVirtualUsers,
        RemoteAddresses = IPAddress.TryParse(preflight.RemoteAddress, out var address) ? [address] : [],
        LongestTurn = TimeSpan.Zero,
        StartsHeldBack = 0,
        Skipped = _saved.Skipped,
        IterationsStarted = _iterationsStarted,
        IterationsCompleted = _iterationsCompleted,
    };

    private EngineDescription Gone() => new()
    {
        Name = _definition.Engine,
        LibcurlVersion = "not known: it is not loaded any more",
        Path = "",
        Host = "",
        TlsVersion = null,
        Nghttp2Version = null,
        ZlibVersion = null,
        Features = [],
        Protocols = [],
        Advisories = [],
    };
}
