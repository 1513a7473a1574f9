using System.Text.Json;
using Curlew.Domain.Errors;
using Curlew.Domain.Json;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Timelines;
using Curlew.Domain.Verdicts;
using Curlew.Engine.Runs;
using Curlew.LibCurl;
using Curlew.Service.Execution.Live;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>
/// What the engine tells of a run: the status <c>running</c> goes to the database before load goes out, everything else to the
/// run's feed at once and to <see cref="RunRecorder"/>, which saves it. The engine's own threads never wait for the database,
/// but that once.
/// </summary>
internal sealed class RunProgress(
    RunStore runs, RunId id, int fence, RunFeed feed, RunRecorder recorder, TimelineSampler sampler, HostDescription host, TimeProvider time)
    : IRunObserver
{
    private readonly HashSet<(int, int, FailureKind)> _toldErrors = [];
    private PreflightResult? _preflight;
    private bool _toldReduction;

    /// <summary>Whether the status <c>running</c> was committed, so that load may have been sent.</summary>
    public bool LoadStarted { get; private set; }

    /// <summary>Where the run's outcomes are put; to be set before load is sent.</summary>
    public IOutcomeSink? Sink { get; set; }

    /// <inheritdoc/>
    public void PreflightSucceeded(PreflightResult preflight)
    {
        _preflight = preflight;
        Log("info", $"The preflight request was answered with {preflight.Status} over HTTP/{preflight.HttpVersion} by "
            + $"{preflight.RemoteAddress} after {preflight.TotalMs:0.#} ms.");
    }

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The run was stopped, or is no longer this claim's.</exception>
    public async ValueTask LoadStartingAsync(DateTimeOffset startedAt)
    {
        var preflight = _preflight is null ? null : JsonSerializer.Serialize(_preflight, CurlewJson.Options);
        LoadStarted = await runs.TryMoveAsync(id, fence, RunStatus.Running, set => set
            .SetProperty(run => run.StartedAt, startedAt)
            .SetProperty(run => run.PreflightJson, preflight)
            .SetProperty(run => run.HostJson, host.ToJson()));
        if (!LoadStarted)
            throw new OperationCanceledException("The run may not send load any more.");
        StatusIs(RunStatus.Running);
    }

    /// <inheritdoc/>
    public void Progress(long requests, long failed) => recorder.Count(requests, failed);

    /// <inheritdoc/>
    public void SecondEnded(TimelineSecond second)
    {
        feed.Publish(RunEvent.OfTick(second.Second, sampler.PointOf(second)));
        var kept = Sink!.Kept;
        if (kept.Reduction is { } reduction && !_toldReduction)
        {
            _toldReduction = true;
            Log("warning", reduction);
        }

        recorder.Add(second, kept);
    }

    /// <inheritdoc/>
    public void ErrorsChanged(IReadOnlyList<ErrorGroup> errors)
    {
        feed.Errors = errors;
        foreach (var group in errors.Where(group => _toldErrors.Add((group.CurlCode, group.Status, group.Failure))))
        {
            Log("warning", $"Requests have begun to fail: {WayOf(group)}.");
        }
    }

    /// <inheritdoc/>
    public void ThresholdBroken(ThresholdResult threshold, double afterSeconds) => feed.Publish(RunEvent.Threshold, threshold);

    /// <summary>Tells readers where the run stands.</summary>
    public void StatusIs(RunStatus status, string? failure = null) => feed.Publish(RunEvent.State, new RunStateData
    {
        Status = status,
        Failure = failure,
        Requests = recorder.Requests,
        FailedRequests = recorder.Failed,
    });

    private static string WayOf(ErrorGroup group) => group.Failure switch
    {
        FailureKind.CurlCode => $"{((CurlCode)group.CurlCode).ToSymbol()} ({group.CurlCode})",
        FailureKind.Status => $"status {group.Status}",
        FailureKind.Target => group.Detail ?? "target not allowed",
        _ => $"status {group.Status}, {JsonNamingPolicy.CamelCase.ConvertName(group.Failure.ToString())} not as expected",
    };

    private void Log(string level, string message) =>
        feed.Publish(RunEvent.Log, new RunLogData(time.GetUtcNow().UtcDateTime, level, message));
}
