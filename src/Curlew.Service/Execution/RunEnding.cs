using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Engine.Runs;
using Curlew.Service.Regressions;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>How a run ended, in the words of its lifecycle.</summary>
/// <param name="Status">The status to save; queued where nothing was sent and a later start may try again.</param>
/// <param name="Failure">Why it could not be carried out to its end.</param>
/// <param name="Result">What the engine measured; null where it did not come to that.</param>
internal sealed record RunEnding(RunStatus Status, string? Failure, RunResult? Result)
{
    /// <summary>Why it was stopped, where the database does not have it already; null where nothing stopped it.</summary>
    public string? StopReason { get; private init; }

    private const string ShutDown =
        "The service shut down during the run. What had been measured is kept; the load is not repeated.";
    private const string LeaseLost =
        "The load was stopped because the run's lease could not be renewed in time: the database was locked or could not be reached. What "
        + "had been measured is kept; the load is not repeated.";
    private const string JobDeleted = "The run's job was deleted in Hangfire's dashboard.";

    /// <summary>The engine came to an end by itself, or because it was told to.</summary>
    public static RunEnding Of(RunResult result, RunStop stop, bool loadStarted)
    {
        if (result.Failure is { } failure && !stop.IsShutDown)
            return new RunEnding(RunStatus.Failed, failure, result);
        return result.Stopped || result.Failure is not null
            ? WithoutResult(stop, loadStarted) with { Result = result, StopReason = stop.AbortReason ?? ReasonOf(result) }
            : new RunEnding(RunStatus.Completed, null, result);
    }

    /// <summary>The run was told to end before the engine had anything to show.</summary>
    public static RunEnding WithoutResult(RunStop stop, bool loadStarted)
    {
        if (stop.IsShutDown || stop.IsLeaseLost)
        {
            return loadStarted
                ? new RunEnding(RunStatus.Interrupted, stop.IsShutDown ? ShutDown : LeaseLost, null)
                : new RunEnding(RunStatus.Queued, null, null);
        }

        return new RunEnding(RunStatus.Stopped, stop.IsJobAborted ? JobDeleted : null, null) { StopReason = stop.AbortReason };
    }

    /// <summary>The run could not be carried out.</summary>
    public static RunEnding Failed(string failure) => new(RunStatus.Failed, failure, null);

    /// <summary>What is saved of it; made anew each time, because a database that fails may have taken it in part.</summary>
    /// <param name="requests">Requests that ended, where there is no summary.</param>
    /// <param name="failed">Those of them that failed.</param>
    /// <param name="regression">What came of holding it against its baseline; null where nothing was.</param>
    public RunResults ToResults(long requests, long failed, JudgedRun? regression) => new()
    {
        Failure = Failure,
        StopReason = StopReason,
        Verdict = Result?.Verdict,
        Validity = Result?.Summary?.Validity,
        PreflightJson = Json(Result?.Preflight),
        SummaryJson = Json(Result?.Summary),
        ErrorsJson = Json(Result?.Errors),
        AdvisoriesJson = Json(Result?.Summary?.Advisories),
        Regression = regression?.Result,
        RegressionJson = regression?.Json,
        Requests = Result?.Summary?.Total.Requests ?? requests,
        FailedRequests = Result?.Summary?.Total.Failed ?? failed,
        Histograms = [.. (Result?.Histograms ?? []).Select(histogram => new RunHistogramRecord
        {
            Step = histogram.Step,
            Metric = histogram.Metric,
            Compressed = histogram.Compressed.ToArray(),
        })],
    };

    private static string? Json<T>(T? value) where T : class =>
        value is null ? null : JsonSerializer.Serialize(value, CurlewJson.Options);

    private static string? ReasonOf(RunResult result) => result.StoppedByThreshold ?? result.StoppedByLimit;
}
