using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Schedules;
using Curlew.Domain.Verdicts;

namespace Curlew.Storage.Schedules;

/// <summary>Which schedules to list; null does not restrict.</summary>
/// <param name="DefinitionId">Those of this definition.</param>
/// <param name="Enabled">Those that are enabled, or those that are not.</param>
public sealed record ScheduleFilter(Guid? DefinitionId, bool? Enabled);

/// <summary>A part of the list of schedules, newest first.</summary>
/// <param name="Items">The schedules.</param>
/// <param name="Next">What to pass as <c>before</c> for the next part; null where this was the last.</param>
public sealed record SchedulePage(IReadOnlyList<ScheduleRecord> Items, Guid? Next);

/// <summary>When a schedule is due, without the rest of it: what is looked at every few seconds.</summary>
public sealed record ScheduleTimes
{
    /// <inheritdoc cref="ScheduleRecord.Id"/>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="ScheduleRecord.Cron"/>
    public required string Cron { get; init; }

    /// <inheritdoc cref="ScheduleRecord.TimeZone"/>
    public required string TimeZone { get; init; }

    /// <inheritdoc cref="ScheduleRecord.Misfire"/>
    public required MisfireChoice Misfire { get; init; }

    /// <inheritdoc cref="ScheduleRecord.HandledUntil"/>
    public required DateTimeOffset HandledUntil { get; init; }

    /// <inheritdoc cref="ScheduleRecord.Version"/>
    public required int Version { get; init; }
}

/// <summary>A run of a schedule in short.</summary>
public sealed record ScheduledRunListing
{
    /// <summary>The run's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The schedule.</summary>
    public required Guid ScheduleId { get; init; }

    /// <summary>When it was due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>What its thresholds came to.</summary>
    public required Verdict? Verdict { get; init; }

    /// <summary>What came of holding it against its baseline.</summary>
    public required RegressionResult? Regression { get; init; }

    /// <summary>When load began.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A part of a schedule's history, newest first.</summary>
/// <param name="Items">The due times, each with its run where there is one (any more).</param>
/// <param name="Next">What to pass as <c>before</c> for the next part; null where this was the last.</param>
public sealed record FiringPage(IReadOnlyList<(ScheduleFiringRecord Firing, ScheduledRunListing? Run)> Items, DateTimeOffset? Next);
