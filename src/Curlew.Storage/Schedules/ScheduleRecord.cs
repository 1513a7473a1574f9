using Curlew.Domain.Schedules;

namespace Curlew.Storage.Schedules;

/// <summary>A schedule as the database keeps it: the truth about when runs are due.</summary>
public sealed class ScheduleRecord
{
    /// <summary>Its id, a UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>The saved definition that is run.</summary>
    public required Guid DefinitionId { get; set; }

    /// <summary>The number of its revision; null for the newest at each time.</summary>
    public int? DefinitionRevision { get; set; }

    /// <summary>When: a cron expression of five or six fields, or a macro as <c>@daily</c>.</summary>
    public required string Cron { get; set; }

    /// <summary>The IANA time zone that it is meant in.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Whether runs are due at all.</summary>
    public required bool Enabled { get; set; }

    /// <summary>What becomes of a due run while the last one has not ended.</summary>
    public required OverlapChoice Overlap { get; set; }

    /// <summary>What becomes of due times that nobody was there for.</summary>
    public required MisfireChoice Misfire { get; set; }

    /// <summary>What is to differ from the definition, as JSON with its secrets encrypted; null for nothing.</summary>
    public string? OverridesJson { get; set; }

    /// <summary>How many of its newest ended runs are kept; null where only the service's own retention counts.</summary>
    public int? KeepRuns { get; set; }

    /// <summary>For how many days its runs are kept; null where only the service's own retention counts.</summary>
    public int? KeepDays { get; set; }

    /// <summary>The webhooks that are told of its runs, as a JSON array of ids.</summary>
    public required string NotifyJson { get; set; }

    /// <summary>Everything that was due up to this moment is in its history.</summary>
    public required DateTimeOffset HandledUntil { get; set; }

    /// <summary>Raised by each change by a person; its ETag.</summary>
    public required int Version { get; set; }

    /// <summary>The API key that made it or changed it last, whose limits hold for its runs; null where there was none.</summary>
    public Guid? ApiKeyId { get; set; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a person changed it last.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What became of one due time of a schedule, or of one time that somebody triggered it. One for each due time, whoever writes it.</summary>
public sealed class ScheduleFiringRecord
{
    /// <summary>Its id, a UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The schedule.</summary>
    public required Guid ScheduleId { get; init; }

    /// <summary>The moment that was due; the moment of the request where somebody triggered it.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Who triggered it; null where it was due.</summary>
    public string? TriggeredBy { get; init; }

    /// <summary>What became of it.</summary>
    public required FiringState State { get; set; }

    /// <summary>Why it came to no run; null where it did.</summary>
    public string? Reason { get; set; }

    /// <summary>The id that its run has, or is to have: known before the run is made, so that it is made once.</summary>
    public required Guid RunId { get; init; }
}
