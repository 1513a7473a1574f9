using System.Buffers;
using System.Diagnostics.Metrics;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.Domain.Timelines;
using Curlew.Service.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Metrics;

/// <summary>What is told of seconds, whole runs of which end-to-end tests show.</summary>
public sealed class RunMetricsTests : IDisposable
{
    private static readonly OutcomesKept NothingKept = new(0, 0, null);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _sums = [];
    private readonly Dictionary<string, int> _records = [];
    private readonly RunMetrics _metrics;
    private readonly RunId _run = RunId.New(TimeProvider.System);

    public RunMetricsTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        _listener.Start();
        _metrics = new RunMetrics(new RunInstruments(meters));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void SecondEnded_RequestsOfSeveralSteps_RecordsEachDurationWithinOnePercent()
    {
        _metrics.Began(_run);

        _metrics.SecondEnded(_run, Second([1_234, 1_234, 98_765], [500_000]), NothingKept);

        _records["curlew.request.duration"].Should().Be(4);
        _sums["curlew.request.duration"].Should().BeApproximately(0.601233, 0.006);
        _records["curlew.response.duration"].Should().Be(4);
        _sums["curlew.response.duration"].Should().BeApproximately(1.202466, 0.012);
    }

    [Fact]
    public void SecondEnded_SeveralSeconds_AddsThemUpAndShowsTheLast()
    {
        _metrics.Began(_run);

        _metrics.SecondEnded(_run, Second([1000]) with { VirtualUsers = 7, OpenConnections = 5 }, new OutcomesKept(1, 0, null));
        _metrics.SecondEnded(_run, Second([1000, 2000]) with { VirtualUsers = 4, OpenConnections = 3 }, new OutcomesKept(2, 1, "full"));

        Observed("curlew.virtual_users").Should().Be(4);
        Observed("curlew.connections.open").Should().Be(3);
        Observed("curlew.engine.cpu.time").Should().Be(0.5);
        Observed("curlew.store.cpu.time").Should().Be(0.25);
        Observed("curlew.starts.skipped").Should().Be(6);
        Observed("curlew.requests.failed").Should().Be(2);
        Observed("curlew.outcomes.stored").Should().Be(2);
        Observed("curlew.outcomes.left_out").Should().Be(1);
    }

    [Fact]
    public void Totals_SeveralRuns_AreThoseOfAllAlsoWhenTheyHaveEnded()
    {
        var other = RunId.New(TimeProvider.System);
        _metrics.Began(_run);
        _metrics.Began(other);
        _metrics.SecondEnded(_run, Second([1000]) with { VirtualUsers = 7 }, new OutcomesKept(1, 0, null));
        _metrics.SecondEnded(other, Second([1000]) with { VirtualUsers = 2 }, new OutcomesKept(1, 0, null));
        Observed("curlew.virtual_users").Should().Be(9);

        _metrics.Ended(_run, RunStatus.Interrupted, verdict: null, summary: null);

        Observed("curlew.virtual_users").Should().Be(2);
        Observed("curlew.outcomes.stored").Should().Be(2);
        _sums["curlew.runs.ended"].Should().Be(1);
    }

    [Fact]
    public void SecondEnded_RunThatIsDisregardedEndedOrQueuedAgain_TellsNothing()
    {
        var disregarded = RunId.New(TimeProvider.System);
        var queuedAgain = RunId.New(TimeProvider.System);
        _metrics.Disregard(disregarded);
        _metrics.Began(disregarded);
        _metrics.Began(queuedAgain);
        _metrics.QueuedAgain(queuedAgain);
        _metrics.Began(_run);
        _metrics.Ended(_run, RunStatus.Stopped, verdict: null, summary: null);

        foreach (var run in new[] { disregarded, queuedAgain, _run })
        {
            _metrics.SecondEnded(run, Second([1000]) with { VirtualUsers = 7 }, new OutcomesKept(1, 0, null));
            _metrics.Ended(run, RunStatus.Completed, verdict: null, summary: null);
        }

        _records.Should().NotContainKey("curlew.request.duration");
        _sums["curlew.runs.ended"].Should().Be(1);
        Observed("curlew.virtual_users").Should().Be(0);
        Observed("curlew.outcomes.stored").Should().Be(0);
    }

    /// <summary>A second whose steps had these service times in microseconds; response times are twice as long, one a step failed.</summary>
    private static TimelineSecond Second(params long[][] steps)
    {
        var encoded = new ArrayBufferWriter<byte>();
        foreach (var times in steps)
        {
            var step = new StepSecond { Requests = times.Length, Failed = 1 };
            foreach (var time in times)
            {
                step.ServiceTime.Record(time);
                step.ResponseTime.Record(2 * time);
            }

            step.Encode(encoded);
        }

        return new TimelineSecond
        {
            Second = 0,
            Length = 1,
            VirtualUsers = 1,
            OpenConnections = 1,
            SkippedStarts = 3,
            GeneratorCpuMicros = 250_000,
            StoreCpuMicros = 125_000,
            Steps = encoded.WrittenMemory,
        };
    }

    private double Observed(string instrument)
    {
        _sums.Remove(instrument);
        _listener.RecordObservableInstruments();
        return _sums[instrument];
    }

    private void Add(Instrument instrument, double value)
    {
        _sums[instrument.Name] = (instrument.IsObservable ? 0 : _sums.GetValueOrDefault(instrument.Name)) + value;
        _records[instrument.Name] = _records.GetValueOrDefault(instrument.Name) + 1;
    }
}
