using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Timelines;
using Curlew.Domain.Verdicts;

namespace Curlew.Service.Metrics;

/// <summary>
/// Tells monitoring of the runs that this process carries out. What a second of a run says is added when it has ended; what
/// only the summary knows, and what the seconds did not have yet, when the run has. Event loops and the storing of outcomes
/// have no part in it.
/// </summary>
/// <remarks>For any thread; of one run in this order, one after the other: began, its seconds, ended.</remarks>
internal sealed class RunMetrics
{
    private const double MicrosPerSecond = 1e6;
    private static readonly string NoVersion = NegotiatedHttpVersion.None.ToWord();

    private readonly RunInstruments _instruments;
    private readonly ConcurrentDictionary<RunId, Account> _runs = new();
    private readonly Lock _adding = new();
    private RunTotals _totals = new();
    private RunId? _disregarded;

    public RunMetrics(RunInstruments instruments)
    {
        _instruments = instruments;
        instruments.Observe(
            Totals,
            () => _runs.Values.Sum(run => (long)run.VirtualUsers),
            () => _runs.Values.Sum(run => (long)run.OpenConnections));
    }

    /// <summary>Leaves a run out of everything; to be called before it can begin.</summary>
    public void Disregard(RunId run) => _disregarded = run;

    /// <summary>A run has been claimed.</summary>
    public void Began(RunId run)
    {
        if (run != _disregarded)
            _runs.TryAdd(run, new Account());
    }

    /// <summary>A run that was claimed waits again; it has sent nothing.</summary>
    public void QueuedAgain(RunId run) => _runs.TryRemove(run, out _);

    /// <summary>
    /// A second of a run has ended. Better not on the thread that stores outcomes: .NET's meters take no value with a count, so
    /// each request is recorded by itself, twice, which at 20,000 requests takes 1 ms.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="second">The second.</param>
    /// <param name="kept">What had become of the run's outcomes at its end.</param>
    public void SecondEnded(RunId run, TimelineSecond second, OutcomesKept kept)
    {
        if (!_runs.TryGetValue(run, out var account))
            return;
        var steps = AllStepsOf(second);
        Record(_instruments.RequestDuration, steps.ServiceTime);
        Record(_instruments.ResponseDuration, steps.ResponseTime);
        account.VirtualUsers = second.VirtualUsers;
        account.OpenConnections = second.OpenConnections;
        Raise(account, new RunTotals
        {
            Failed = account.Totals.Failed + steps.Failed,
            EngineCpuMicros = account.Totals.EngineCpuMicros + second.GeneratorCpuMicros,
            StoreCpuMicros = account.Totals.StoreCpuMicros + second.StoreCpuMicros,
            Stored = kept.Stored,
            LeftOut = kept.LeftOut,
            Skipped = account.Totals.Skipped + second.SkippedStarts,
        });
    }

    /// <summary>A run has ended, and is about to be saved.</summary>
    /// <param name="run">The run.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="verdict">Its verdict, where it came to one.</param>
    /// <param name="summary">What it measured; null where it did not come to that.</param>
    public void Ended(RunId run, RunStatus status, Verdict? verdict, RunSummary? summary)
    {
        if (!_runs.TryRemove(run, out var account))
            return;
        _instruments.RunsEnded.Add(1, MetricLabels.Of(status), MetricLabels.Of(verdict), MetricLabels.Of(summary?.Validity));
        if (summary is null)
            return;
        Raise(account, RunTotals.Of(summary));
        foreach (var code in summary.CurlCodes)
            _instruments.Requests.Add(code.Count, MetricLabels.OfCurlCode(code.Code));
        foreach (var answer in summary.StatusCodes.Where(answer => answer.Status != 0))
            _instruments.Responses.Add(answer.Count, MetricLabels.OfHttpStatus(answer.Status));
        foreach (var version in summary.HttpVersions.Where(version => version.Version != NoVersion))
            _instruments.Negotiated.Add(version.Count, MetricLabels.OfHttpVersion(version.Version));
    }

    /// <summary>A run was held against its baseline.</summary>
    public void Judged(RunId run, RegressionResult result)
    {
        if (run != _disregarded)
            _instruments.Regressions.Add(1, MetricLabels.Of(result));
    }

    private static StepSecond AllStepsOf(TimelineSecond second)
    {
        var all = new StepSecond();
        for (var encoded = second.Steps.Span; !encoded.IsEmpty;)
            all.AddEncoded(ref encoded);
        return all;
    }

    private static void Record(Histogram<double> durations, CompactHistogram times)
    {
        foreach (var (micros, count) in times.Values())
        {
            var seconds = micros / MicrosPerSecond;
            for (var request = 0L; request < count; request++)
                durations.Record(seconds);
        }
    }

    private void Raise(Account account, RunTotals now)
    {
        var more = now.Above(account.Totals);
        account.Totals = account.Totals.Plus(more);
        lock (_adding)
            _totals = _totals.Plus(more);
    }

    private RunTotals Totals()
    {
        lock (_adding)
            return _totals;
    }

    /// <summary>What has been told of a run that goes on.</summary>
    private sealed class Account
    {
        public volatile int VirtualUsers;
        public volatile int OpenConnections;

        public RunTotals Totals { get; set; } = new();
    }
}
