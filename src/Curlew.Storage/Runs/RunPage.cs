using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;

namespace Curlew.Storage.Runs;

/// <summary>A part of a list of runs, newest first.</summary>
/// <param name="Items">The runs.</param>
/// <param name="Next">What to pass as <c>before</c> for the next part; null where this was the last.</param>
public sealed record RunPage(IReadOnlyList<RunListing> Items, RunId? Next);

/// <summary>A run without its large parts (definition, summary, preflight), which a list does not read.</summary>
public sealed record RunListing
{
    /// <summary>The run's id.</summary>
    public required RunId Id { get; init; }

    /// <inheritdoc cref="RunRecord.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="RunRecord.DefinitionId"/>
    public required Guid? DefinitionId { get; init; }

    /// <inheritdoc cref="RunRecord.DefinitionRevision"/>
    public required int? DefinitionRevision { get; init; }

    /// <inheritdoc cref="RunRecord.ScheduleId"/>
    public required Guid? ScheduleId { get; init; }

    /// <inheritdoc cref="RunRecord.DueAt"/>
    public required DateTimeOffset? DueAt { get; init; }

    /// <inheritdoc cref="RunRecord.Pinned"/>
    public required bool Pinned { get; init; }

    /// <inheritdoc cref="RunRecord.HttpVersion"/>
    public required string HttpVersion { get; init; }

    /// <inheritdoc cref="RunRecord.Engine"/>
    public required string Engine { get; init; }

    /// <inheritdoc cref="RunRecord.CreatedBy"/>
    public required string? CreatedBy { get; init; }

    /// <inheritdoc cref="RunRecord.Status"/>
    public required RunStatus Status { get; init; }

    /// <inheritdoc cref="RunRecord.StopReason"/>
    public required string? StopReason { get; init; }

    /// <inheritdoc cref="RunRecord.Failure"/>
    public required string? Failure { get; init; }

    /// <inheritdoc cref="RunRecord.Verdict"/>
    public required Verdict? Verdict { get; init; }

    /// <inheritdoc cref="RunRecord.Validity"/>
    public required SelfCheckResult? Validity { get; init; }

    /// <inheritdoc cref="RunRecord.Regression"/>
    public required RegressionResult? Regression { get; init; }

    /// <inheritdoc cref="RunRecord.CreatedAt"/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc cref="RunRecord.StartedAt"/>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <inheritdoc cref="RunRecord.EndedAt"/>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <inheritdoc cref="RunRecord.Requests"/>
    public required long Requests { get; init; }

    /// <inheritdoc cref="RunRecord.FailedRequests"/>
    public required long FailedRequests { get; init; }
}
