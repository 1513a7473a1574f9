using Curlew.Domain.Regressions;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;

namespace Curlew.Storage.Runs;

/// <summary>What is saved when a run has ended.</summary>
public sealed record RunResults
{
    /// <summary>
    /// Why the run ended early by itself, as by a threshold. Whoever asked it to stop before was first: their reason stays.
    /// </summary>
    public string? StopReason { get; init; }

    /// <inheritdoc cref="RunRecord.Failure"/>
    public string? Failure { get; init; }

    /// <inheritdoc cref="RunRecord.Verdict"/>
    public Verdict? Verdict { get; init; }

    /// <inheritdoc cref="RunRecord.Validity"/>
    public SelfCheckResult? Validity { get; init; }

    /// <inheritdoc cref="RunRecord.PreflightJson"/>
    public string? PreflightJson { get; init; }

    /// <inheritdoc cref="RunRecord.SummaryJson"/>
    public string? SummaryJson { get; init; }

    /// <inheritdoc cref="RunRecord.ErrorsJson"/>
    public string? ErrorsJson { get; init; }

    /// <inheritdoc cref="RunRecord.AdvisoriesJson"/>
    public string? AdvisoriesJson { get; init; }

    /// <inheritdoc cref="RunRecord.Regression"/>
    public RegressionResult? Regression { get; init; }

    /// <inheritdoc cref="RunRecord.RegressionJson"/>
    public string? RegressionJson { get; init; }

    /// <inheritdoc cref="RunRecord.HostJson"/>
    public string? HostJson { get; init; }

    /// <inheritdoc cref="RunRecord.Requests"/>
    public long Requests { get; init; }

    /// <inheritdoc cref="RunRecord.FailedRequests"/>
    public long FailedRequests { get; init; }

    /// <summary>The histograms behind the summary.</summary>
    public IReadOnlyList<RunHistogramRecord> Histograms { get; init; } = [];
}
