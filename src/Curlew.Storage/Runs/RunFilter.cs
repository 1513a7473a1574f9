using Curlew.Domain.Definitions;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Verdicts;

namespace Curlew.Storage.Runs;

/// <summary>Which runs to list; null does not restrict.</summary>
public sealed record RunFilter
{
    /// <summary>All runs.</summary>
    public static RunFilter All { get; } = new();

    /// <summary>Runs that were made of this saved definition.</summary>
    public Guid? DefinitionId { get; init; }

    /// <summary>Runs of this schedule.</summary>
    public Guid? ScheduleId { get; init; }

    /// <summary>Runs in this status.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Runs with this verdict; runs without one, because they have not ended or came to no result, have none.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Runs of which holding them against their baseline came to this.</summary>
    public RegressionResult? Regression { get; init; }

    /// <summary>Runs that asked for this HTTP version.</summary>
    public HttpVersionChoice? HttpVersion { get; init; }

    /// <summary>Runs accepted at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Runs accepted before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Runs that somebody of this name asked for.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Runs that are pinned, or those that are not.</summary>
    public bool? Pinned { get; init; }
}
