using Curlew.Domain.Definitions;
using Curlew.Domain.Engines;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Summaries;
using Curlew.Engine.Runs;
using Curlew.LibCurl;

namespace Curlew.Engine.Measurement;

/// <summary>Adds up what was measured into a run's summary.</summary>
internal sealed class SummaryBuilder
{
    private const string TotalName = "total";
    private readonly RunMeasurement _run;
    private readonly CurlLibrary _library;
    private readonly StepTally[] _steps;
    private readonly StepTally _total = new();

    internal SummaryBuilder(RunMeasurement run, CurlLibrary library)
    {
        _run = run;
        _library = library;
        _steps = [.. run.Definition.Steps.Select((_, step) => Merge(run.Loops.Select(loop => loop.Steps[step])))];
        foreach (var step in _steps)
            _total.Add(step);
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
        Connections = Connections(),
        Generator = Generator(),
        SelfChecks = SelfCheckRules.Evaluate(_run, _total),
        Advisories = AdvisoryRules.Applying(_run.Engine.Advisories, IsHttp2InPlay()),
        Engine = new EngineUsed(_run.Engine.Name, _run.Engine.LibcurlVersion, _run.Engine.TlsVersion, _run.Engine.Nghttp2Version),
        Preflight = _run.Preflight,
        DurationSeconds = Math.Round(_run.Duration.TotalSeconds, 6),
    };

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

    private static StepTally Merge(IEnumerable<StepTally> tallies)
    {
        var sum = new StepTally();
        foreach (var tally in tallies)
            sum.Add(tally);
        return sum;
    }

    private static IEnumerable<(int Index, long Count)> Counted(long[] counts) =>
        counts.Select((count, index) => (index, count)).Where(entry => entry.count > 0);

    private static double MeanMs(long micros, long count) => count == 0 ? 0 : Math.Round(micros / (double)count / 1000, 4);

    private bool IsHttp2InPlay() =>
        _run.Definition.HttpVersion is HttpVersionChoice.Http2 or HttpVersionChoice.Http2PriorKnowledge
        || _run.Preflight.HttpVersion == NegotiatedHttpVersion.Http2.ToWord()
        || _total.ByHttpVersion[(int)NegotiatedHttpVersion.Http2] > 0;

    private CurlCodeCount CurlCodes(int code, long count) =>
        new(code, ((CurlCode)code).ToSymbol(), _library.Describe((CurlCode)code), count);

    private StepSummary ToSummary(string name, StepTally tally) => new()
    {
        Name = name,
        Requests = tally.Requests,
        Succeeded = tally.Succeeded,
        Failed = tally.Requests - tally.Succeeded,
        RatePerSecond = Math.Round(tally.Requests / _run.Seconds, 3),
        BytesUp = tally.BytesUp,
        BytesDown = tally.BytesDown,
        HiddenRepeats = tally.HiddenRepeats,
        ResponseTimeMs = tally.ResponseTime.ToFigures(),
        ServiceTimeMs = tally.ServiceTime.ToFigures(),
        Phases = new PhaseFigures(
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
        [
            .. _run.Definition.Steps
                .Select((step, index) => (Host: HostOf(step.Url), Tally: _steps[index]))
                .GroupBy(entry => entry.Host, StringComparer.OrdinalIgnoreCase)
                .Select(host => new HostConnections(host.Key, host.Sum(entry => entry.Tally.Opened), host.Sum(entry => entry.Tally.Reused))),
        ]);

    private static string HostOf(string url)
    {
        var uri = new Uri(url);
        return $"{uri.Scheme}://{uri.IdnHost}:{uri.Port}";
    }

    private GeneratorFigures Generator()
    {
        var requests = Math.Max(1, _total.Requests);
        return new GeneratorFigures(
            CpuSeconds: Math.Round(_run.CpuSeconds, 6),
            CpuPercent: Math.Round(100 * _run.CpuSeconds / _run.Seconds, 2),
            CpuMicrosPerRequest: Math.Round(1e6 * _run.CpuSeconds / requests, 2),
            StoreCpuSeconds: Math.Round(_run.StoreCpuTime.TotalSeconds, 6),
            EventLoops: _run.Loops.Count,
            PeakMemoryBytes: _run.PeakMemoryBytes,
            GcPauseMs: Math.Round(_run.GcPause.TotalMilliseconds, 3),
            AllocatedBytesPerRequest: Math.Round(_run.Loops.Sum(loop => loop.AllocatedBytes) / (double)requests, 3));
    }
}
