using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution.Live;

/// <summary>What an event <c>state</c> or <c>done</c> tells: where the run stands.</summary>
public sealed record RunStateData
{
    /// <summary>The run's status.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it was asked to stop.</summary>
    public string? StopReason { get; init; }

    /// <summary>Why it could not be carried out.</summary>
    public string? Failure { get; init; }

    /// <summary>What its thresholds come to.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The worst of its self-checks.</summary>
    public SelfCheckResult? Validity { get; init; }

    /// <summary>What came of holding it against its baseline.</summary>
    public RegressionResult? Regression { get; init; }

    /// <summary>Requests that have ended.</summary>
    public required long Requests { get; init; }

    /// <summary>Those of them that failed.</summary>
    public required long FailedRequests { get; init; }

    internal static RunStateData Of(RunRecord run) => new()
    {
        Status = run.Status,
        StopReason = run.StopReason,
        Failure = run.Failure,
        Verdict = run.Verdict,
        Validity = run.Validity,
        Regression = run.Regression,
        Requests = run.Requests,
        FailedRequests = run.FailedRequests,
    };
}

/// <summary>What an event <c>log</c> tells.</summary>
/// <param name="At">When (ISO 8601, UTC).</param>
/// <param name="Level"><c>info</c> or <c>warning</c>.</param>
/// <param name="Message">What happened, as a sentence.</param>
public sealed record RunLogData(DateTime At, string Level, string Message);
