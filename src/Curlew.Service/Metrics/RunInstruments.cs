using System.Diagnostics.Metrics;

namespace Curlew.Service.Metrics;

/// <summary>
/// The instruments that tell of runs, named by OpenTelemetry's conventions: words in a hierarchy, units in UCUM. Prometheus shows
/// <c>curlew.request.duration</c> as <c>curlew_request_duration_seconds</c>, and counters with <c>_total</c>.
/// </summary>
/// <remarks>
/// No attribute is something that a definition or a server may choose freely (see <see cref="MetricLabels"/>), so there are at
/// most about 700 series, and some forty in a service that has carried out a few runs.
/// </remarks>
internal sealed class RunInstruments
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Curlew";

    // From what a server on the same machine takes to what nobody waits for any more.
    private static readonly double[] DurationBounds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Meter _meter;

    public RunInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        RunsEnded = _meter.CreateCounter<long>(
            "curlew.runs.ended", "{run}", "Runs that this process carried out, by how they ended, verdict and validity.");
        Regressions = _meter.CreateCounter<long>(
            "curlew.run.regressions", "{run}", "Runs that were held against their baseline, by what came of it.");
        Requests = _meter.CreateCounter<long>(
            "curlew.requests", "{request}", "Requests of runs that have ended, without warm-ups, by CURLcode.");
        Responses = _meter.CreateCounter<long>(
            "curlew.responses", "{response}", "Answers to requests of runs that have ended, without warm-ups, by HTTP status.");
        Negotiated = _meter.CreateCounter<long>(
            "curlew.requests.negotiated", "{request}", "Requests of runs that have ended, without warm-ups, by negotiated HTTP version.");
        var durations = new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBounds };
        RequestDuration = _meter.CreateHistogram(
            "curlew.request.duration", "s", "Service time of requests, from their real starts, second by second while a run goes on.",
            tags: null, durations);
        ResponseDuration = _meter.CreateHistogram(
            "curlew.response.duration", "s", "Response time of requests, from their planned starts, second by second while a run goes on.",
            tags: null, durations);
    }

    /// <summary>Runs that have ended.</summary>
    public Counter<long> RunsEnded { get; }

    /// <summary>Runs that were held against their baseline.</summary>
    public Counter<long> Regressions { get; }

    /// <summary>Requests by CURLcode.</summary>
    public Counter<long> Requests { get; }

    /// <summary>Answers by HTTP status.</summary>
    public Counter<long> Responses { get; }

    /// <summary>Requests by negotiated version.</summary>
    public Counter<long> Negotiated { get; }

    /// <summary>Service times in seconds.</summary>
    public Histogram<double> RequestDuration { get; }

    /// <summary>Response times in seconds.</summary>
    public Histogram<double> ResponseDuration { get; }

    /// <summary>Adds what is asked for when somebody wants to know; so it is there from the start, at zero.</summary>
    public void Observe(Func<RunTotals> totals, Func<long> virtualUsers, Func<long> openConnections)
    {
        Count("curlew.requests.failed", "{request}", "Requests that failed, second by second while a run goes on.", all => all.Failed);
        Count("curlew.starts.skipped", "{start}", "Starts of open load that found no virtual user free.", all => all.Skipped);
        Count("curlew.outcomes.stored", "{outcome}", "Outcomes that were stored.", all => all.Stored);
        Count("curlew.outcomes.left_out", "{outcome}", "Outcomes that were measured and not stored.", all => all.LeftOut);
        CountCpuTime("curlew.engine.cpu.time", "CPU time of event loops.", all => all.EngineCpuMicros);
        CountCpuTime("curlew.store.cpu.time", "CPU time of threads that add up and store outcomes.", all => all.StoreCpuMicros);
        _meter.CreateObservableGauge(
            "curlew.virtual_users", virtualUsers, "{user}", "The most virtual users that had an iteration under way within the last second.");
        _meter.CreateObservableGauge(
            "curlew.connections.open", openConnections, "{connection}", "The most connections that runs had open within the last second.");

        void Count(string name, string unit, string description, Func<RunTotals, long> figure) =>
            _meter.CreateObservableCounter(name, () => figure(totals()), unit, description);

        void CountCpuTime(string name, string description, Func<RunTotals, long> micros) =>
            _meter.CreateObservableCounter(name, () => micros(totals()) / 1e6, "s", description);
    }

    /// <summary>Adds how many runs there are by status, and how many wait.</summary>
    public void Observe(Func<IEnumerable<Measurement<long>>> runs, Func<long> queued)
    {
        _meter.CreateObservableGauge(
            "curlew.runs", runs, "{run}", "Runs that have not ended, by status: those of this process, and those that wait.");
        _meter.CreateObservableGauge("curlew.queue.depth", queued, "{run}", "Runs that wait, for any process that shares the database.");
    }
}
