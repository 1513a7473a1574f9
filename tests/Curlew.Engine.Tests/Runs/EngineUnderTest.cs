using System.Text;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Errors;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Summaries;
using Curlew.Domain.Targets;
using Curlew.Domain.Timelines;
using Curlew.Domain.Verdicts;
using Curlew.Engine.Catalog;
using Curlew.Engine.Runs;

namespace Curlew.Engine.Tests.Runs;

/// <summary>Executes definitions written as JSON on one libcurl build, and keeps every outcome.</summary>
internal sealed class EngineUnderTest(string libcurl, int eventLoops = 1, TargetPolicy? targets = null) : IRunObserver
{
    private readonly EngineCatalog _catalog = EngineCatalog.Load([new EngineSource("default", libcurl)], []);

    public DateTimeOffset? LoadStartedAt { get; private set; }

    /// <summary>What happens at the moment before the load.</summary>
    public Action? OnLoadStarting { get; init; }

    public PreflightResult? Preflight { get; private set; }

    public long LastProgress { get; private set; }

    public List<TimelineSecond> Seconds { get; } = [];

    public IReadOnlyList<ErrorGroup> Errors { get; private set; } = [];

    public List<ThresholdResult> Broken { get; } = [];

    public Version Version => new(_catalog.Engines[0].LibcurlVersion.Split('-')[0]);

    public async Task<ExecutedRun> ExecuteAsync(string json, IOutcomeSink? sink = null, CancellationTokenSource? stop = null, CancellationTokenSource? abort = null)
    {
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(json), ["default"]);
        reading.Faults.Should().BeEmpty();
        var kept = new OutcomeList();
        var result = await new LoadEngine(_catalog, eventLoops, TimeProvider.System)
            .ExecuteAsync(
                reading.Definition!, targets ?? TargetPolicy.LoopbackOnly, sink ?? kept, this, stop?.Token ?? CancellationToken.None,
                abort?.Token ?? CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        return new ExecutedRun(result, kept.Outcomes);
    }

    public void PreflightSucceeded(PreflightResult preflight) => Preflight = preflight;

    public ValueTask LoadStartingAsync(DateTimeOffset startedAt)
    {
        LoadStartedAt = startedAt;
        OnLoadStarting?.Invoke();
        return ValueTask.CompletedTask;
    }

    public void Progress(long requests, long failed) => LastProgress = requests;

    public void SecondEnded(TimelineSecond second) => Seconds.Add(second);

    public void ErrorsChanged(IReadOnlyList<ErrorGroup> errors) => Errors = errors;

    public void ThresholdBroken(ThresholdResult threshold, double afterSeconds) => Broken.Add(threshold);

    private sealed class OutcomeList : IOutcomeSink
    {
        public List<Outcome> Outcomes { get; } = [];

        public OutcomesKept Kept => new(Outcomes.Count, LeftOut: 0, Reduction: null);

        public void Write(ReadOnlySpan<Outcome> outcomes) => Outcomes.AddRange(outcomes);
    }
}

/// <summary>A run with its outcomes.</summary>
internal sealed record ExecutedRun(RunResult Result, IReadOnlyList<Outcome> Outcomes)
{
    public RunSummary Summary => Result.Summary ?? throw new InvalidOperationException($"No summary: {Result.Failure}");

    public long CurlCode(int code) => Summary.CurlCodes.SingleOrDefault(entry => entry.Code == code)?.Count ?? 0;

    public long Status(int status) => Summary.StatusCodes.SingleOrDefault(entry => entry.Status == status)?.Count ?? 0;

    public long HttpVersion(string version) => Summary.HttpVersions.SingleOrDefault(entry => entry.Version == version)?.Count ?? 0;

    public SelfCheck SelfCheck(string name) => Summary.SelfChecks.Single(check => check.Name == name);
}
