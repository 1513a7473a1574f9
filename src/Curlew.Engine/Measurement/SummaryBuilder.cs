using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Load;
using Curlew.Domain.Engines;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Engine.Pacing;
using Curlew.Engine.Requests;
using Curlew.Engine.Runs;
using Curlew.Engine.SelfChecks;
using Curlew.LibCurl;

namespace Curlew.Engine.Measurement;

/// <summary>Adds up what was measured into a run's summary.</summary>
internal sealed class SummaryBuilder
{
    private const string TotalName = "total";
    private readonly RunMeasurement _run;
    private readonly Func<CurlCode, string> _describe;
    private readonly IReadOnlyList<StepTally> _steps;
    private readonly StepTally _total;
    private readonly IReadOnlyList<SelfCheck> _selfChecks;

    /// <param name="run">What was measured.</param>
    /// <param name="describe">libcurl's text of a code.</param>
    internal SummaryBuilder(RunMeasurement run, Func<CurlCode, string> describe)
    {
        _run = run;
        _describe = describe;
        _steps = run.Tally.Steps;
        _total = run.Tally.Total();
        _selfChecks = SelfCheckRules.Evaluate(run, _total);
    }

    internal RunSummary Build() => new()
    {
        Total = ToSummary(TotalName, _total),
        Steps = [.. _steps.Select((tally, step) => ToSummary(_run.Definition.Steps[step].Name, tally))],
        StatusCodes = [.. Counted(_total.ByStatus).Select(entry => new StatusCount(entry.Index, entry.Count))],
        CurlCodes = [.. Counted(_total.ByCurlCode).Select(entry => CurlCodes(entry.Index, entry.Count))],
        HttpVersions =
        [
            .. Counted(_total.ByHttpVersion)
                .Select(entry => new HttpVersionCount(((NegotiatedHttpVersion)entry.Index).ToWord(), entry.Count)),
        ],
        Failures =
        [
            .. Counted(_total.ByFailure)
                .Where(entry => entry.Index != (int)FailureKind.None)
                .Select(entry => new FailureCount((FailureKind)entry.Index, entry.Count)),
        ],
        Iterations = _run.KnowsOutcomes ? Iterations() : null,
        WarmUp = _run.Definition.WarmUp == TimeSpan.Zero
            ? null
            : new WarmUpFigures(_run.Definition.WarmUp.TotalSeconds, _run.Tally.WarmUpRequests, _run.Tally.WarmUpFailed),
        Thresholds = _run.Thresholds,
        Verdict = Verdict,
        Outcomes = new OutcomeFigures(_run.Definition.Outcomes.Keep.ToWord(), _run.Kept.Stored, _run.Kept.LeftOut, _run.Kept.Reduction),
        Connections = _run.KnowsOutcomes ? Connections() : null,
        Generator = Generator(),
        Validity = Validity,
        SelfChecks = _selfChecks,
        Advisories = AdvisoryRules.Applying(_run.Engine.Advisories, IsHttp2InPlay()),
        Engine = new EngineUsed(_run.Engine.Name, _run.Engine.LibcurlVersion, _run.Engine.TlsVersion, _run.Engine.Nghttp2Version),
        Preflight = _run.Preflight,
        DurationSeconds = Math.Round(_run.Duration.TotalSeconds, 6),
    };

    private SelfCheckResult Validity => SelfCheckRules.Worst(_selfChecks);

    private Verdict Verdict => _run.Recovery is { IsJudged: false }
        ? Verdict.NotApplicable
        : VerdictRules.Of(
            _run.Thresholds,
            Validity,
            _run.Definition.JudgeInvalidRuns,
            _run.KnowsOutcomes ? _total.Answered : _total.Requests);

    internal IReadOnlyList<RunHistogram> Histograms() =>
    [
        .. Histograms(null, _total),
        .. _steps.SelectMany((tally, step) => Histograms(step, tally)),
    ];

    private static IEnumerable<RunHistogram> Histograms(int? step, StepTally tally) =>
    [
        new RunHistogram(step, "responseTime", tally.ResponseTime.Compress()),
        new RunHistogram(step, "serviceTime", tally.ServiceTime.Compress()),
    ];

    private static IEnumerable<(int Index, long Count)> Counted(long[] counts) =>
        counts.Select((count, index) => (index, count)).Where(entry => entry.count > 0);

    private static double MeanMs(long micros, long count) => count == 0 ? 0 : Math.Round(micros / (double)count / 1000, 4);

    private bool IsHttp2InPlay() =>
        _run.Definition.HttpVersion is HttpVersionChoice.Http2 or HttpVersionChoice.Http2PriorKnowledge
        || _run.Preflight.HttpVersion == NegotiatedHttpVersion.Http2.ToWord()
        || _total.ByHttpVersion[(int)NegotiatedHttpVersion.Http2] > 0;

    private CurlCodeCount CurlCodes(int code, long count) =>
        new(code, ((CurlCode)code).ToSymbol(), _describe((CurlCode)code), count);

    private StepSummary ToSummary(string name, StepTally tally) => new()
    {
        Name = name,
        Requests = tally.Requests,
        Succeeded = tally.Succeeded,
        Failed = tally.Requests - tally.Succeeded,
        RatePerSecond = Math.Round(tally.Requests / _run.Seconds, 3),
        BytesUp = tally.BytesUp,
        BytesDown = tally.BytesDown,
        HiddenRepeats = _run.KnowsOutcomes ? tally.HiddenRepeats : null,
        ResponseTimeMs = tally.ResponseTime.ToFigures(),
        ServiceTimeMs = tally.ServiceTime.ToFigures(),
        StartLagMs = _run.KnowsOutcomes ? tally.StartLag.ToFigures() : null,
        Phases = !_run.KnowsOutcomes ? null : new PhaseFigures(
            DnsMs: MeanMs(tally.Phases.Dns, tally.WithNewConnection),
            ConnectMs: MeanMs(tally.Phases.Connect, tally.WithNewConnection),
            TlsMs: MeanMs(tally.Phases.Tls, tally.WithNewConnection),
            RequestSentMs: _run.KnowsRequestSent ? MeanMs(tally.Phases.RequestSent, tally.Requests) : null,
            FirstByteMs: MeanMs(tally.Phases.FirstByte, tally.Phases.Answered),
            TransferMs: MeanMs(tally.Phases.Transfer, tally.Phases.Answered)),
    };

    private ConnectionFigures Connections() => new(
        _total.Opened,
        _total.Reused,
        _run.Loops.Sum(loop => loop.PeakOpen),
        _total.ByHttpVersion[(int)NegotiatedHttpVersion.Http2] == 0 ? 0 : _run.Recovery is null ? _run.Loops.Max(loop => loop.PeakStreams) : null,
        [.. _run.Loops.SelectMany(loop => loop.RemoteAddresses).Distinct().Select(address => address.ToString()).Order(StringComparer.Ordinal)],
        [
            .. _run.Definition.Steps
                .Select((step, index) => (Host: StepHost.Of(step), Tally: _steps[index]))
                .GroupBy(entry => entry.Host, StringComparer.OrdinalIgnoreCase)
                .Select(host => new HostConnections(host.Key, host.Sum(entry => entry.Tally.Opened), host.Sum(entry => entry.Tally.Reused))),
        ]);

    /// <summary>
    /// The plan's own count stands beside what was begun and skipped; where the load was ended early, it is the sum of them.
    /// </summary>
    private IterationFigures Iterations()
    {
        var started = _run.Loops.Sum(loop => loop.IterationsStarted);
        var completed = _run.Loops.Sum(loop => loop.IterationsCompleted);
        if (_run.Definition.Load is not OpenLoad load)
            return new IterationFigures(started, completed, null, 0, null, Rate(started, _run.Seconds), _run.PeakVirtualUsers);

        var plan = new StartPlan(load);
        var warmUp = _run.Definition.WarmUp;
        var planned = _run.EndedEarly ? started + _run.Skipped : plan.Total - plan.DueBefore(LoadCurve.ToTicks(warmUp));
        var seconds = _run.EndedEarly ? _run.Seconds : (load.Duration!.Value - warmUp).TotalSeconds;
        return new IterationFigures(
            started, completed, planned, _run.Skipped, Rate(planned, seconds), Rate(started, seconds), _run.PeakVirtualUsers);

        static double Rate(long count, double seconds) => Math.Round(count / seconds, 3);
    }

    private GeneratorFigures Generator()
    {
        // The event loops' account has the warm-up in it.
        var requests = Math.Max(1, _total.Requests + _run.Tally.WarmUpRequests);
        return new GeneratorFigures(
            CpuSeconds: Math.Round(_run.CpuSeconds, 6),
            CpuPercent: Math.Round(100 * _run.CpuSeconds / _run.ElapsedSeconds, 2),
            CpuMicrosPerRequest: Math.Round(1e6 * _run.CpuSeconds / requests, 2),
            StoreCpuSeconds: Math.Round(_run.StoreCpuTime.TotalSeconds, 6),
            EventLoops: _run.Recovery is null ? _run.Loops.Count : null,
            PeakMemoryBytes: _run.Recovery is null ? _run.PeakMemoryBytes : null,
            GcPauseMs: _run.Recovery is null ? Math.Round(_run.GcPause.TotalMilliseconds, 3) : null,
            AllocatedBytesPerRequest: _run.Recovery is null
                ? Math.Round(_run.Loops.Sum(loop => loop.AllocatedBytes) / (double)requests, 3)
                : null);
    }
}
