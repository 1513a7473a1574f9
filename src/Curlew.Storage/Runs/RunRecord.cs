using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;

namespace Curlew.Storage.Runs;

/// <summary>A run as the database keeps it. Its status changes through <see cref="RunStore"/> alone.</summary>
public sealed class RunRecord
{
    /// <summary>The value of its <see cref="RunId"/>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The definition's name.</summary>
    public required string Name { get; init; }

    /// <summary>The saved definition that it was made of; null where it was POSTed whole. It may have been deleted since.</summary>
    public Guid? DefinitionId { get; init; }

    /// <summary>The number of that definition's revision.</summary>
    public int? DefinitionRevision { get; init; }

    /// <summary>The definition's full form as JSON: a snapshot.</summary>
    public required string DefinitionJson { get; init; }

    /// <summary>The word of the HTTP version that was asked for, as in <c>2-prior-knowledge</c>.</summary>
    public required string HttpVersion { get; init; }

    /// <summary>The name of the libcurl build.</summary>
    public required string Engine { get; init; }

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; private set; } = RunStatus.Queued;

    /// <summary>Why it was asked to stop, by a person or by a threshold; null where nobody asked.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Why it could not be carried out.</summary>
    public string? Failure { get; private set; }

    /// <summary>What its thresholds came to; null before the end, and where it came to no result.</summary>
    public Verdict? Verdict { get; private set; }

    /// <summary>The worst of its self-checks; null before the end, and where it came to no result.</summary>
    public SelfCheckResult? Validity { get; private set; }

    /// <summary>The preflight request's result as JSON.</summary>
    public string? PreflightJson { get; private set; }

    /// <summary>The summary as JSON; there once results were saved.</summary>
    public string? SummaryJson { get; private set; }

    /// <summary>Its failed requests by how they failed (<see cref="Domain.Errors.ErrorGroup"/>), as JSON.</summary>
    public string? ErrorsJson { get; private set; }

    /// <summary>The advisories that apply, as JSON.</summary>
    public string? AdvisoriesJson { get; private set; }

    /// <summary>Whether retention leaves it alone.</summary>
    public bool Pinned { get; private set; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When load began.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it came to a terminal status.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Requests that have ended so far.</summary>
    public long Requests { get; private set; }

    /// <summary>Those of them that failed.</summary>
    public long FailedRequests { get; private set; }

    /// <summary>Raised by each claim: whoever holds an older one has lost the run and changes nothing any more.</summary>
    public int Fence { get; private set; }

    /// <summary>Who claimed it last.</summary>
    public string? Owner { get; private set; }

    /// <summary>
    /// Until when its owner has it, unless it renews that: whoever cannot renew stops sending before. Null where nobody has it.
    /// </summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>The API key that asked for it; null where there was none.</summary>
    public Guid? ApiKeyId { get; init; }

    /// <summary>Who asked for it, by name; null for runs from before that was kept.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Whether the secrets in <see cref="DefinitionJson"/> are encrypted; not so in runs from before that was done.</summary>
    public bool SecretsSealed { get; init; }

    /// <summary>The schedule that it is of; null where it is of none. It may have been deleted since.</summary>
    public Guid? ScheduleId { get; init; }

    /// <summary>When the schedule had it due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The comparison that it is part of; null where it is of none.</summary>
    public Guid? ComparisonId { get; init; }

    /// <summary>Its place in the comparison's plan, from 0: no two runs have the same.</summary>
    public int? ComparisonPosition { get; init; }

    /// <summary>The number of the arm that it carries out.</summary>
    public int? ComparisonArm { get; init; }

    /// <summary>The round that it belongs to, from 0.</summary>
    public int? ComparisonRound { get; init; }

    /// <summary>The run that it is to be held against, where it was named; null for what the definition says.</summary>
    public Guid? BaselineRunId { get; init; }

    /// <summary>What came of holding it against its baseline; null where nothing was.</summary>
    public RegressionResult? Regression { get; private set; }

    /// <summary>The same in full, as JSON.</summary>
    public string? RegressionJson { get; private set; }

    /// <summary>The machine that carried it out, as JSON; null for runs from before that was kept.</summary>
    public string? HostJson { get; private set; }

    /// <summary>Whether all that its end gives rise to has been done.</summary>
    public bool IsFollowedUp { get; init; }
}
