using Curlew.Domain.Comparisons;

namespace Curlew.Storage.Comparisons;

/// <summary>A comparison as the database keeps it.</summary>
public sealed class ComparisonRecord
{
    /// <summary>Its id, a UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The ready-made question that it was made of; null where its arms were named.</summary>
    public string? Question { get; init; }

    /// <summary>The saved definition that its arms were made of; null where it was POSTed whole.</summary>
    public Guid? DefinitionId { get; init; }

    /// <summary>The number of that definition's revision.</summary>
    public int? DefinitionRevision { get; init; }

    /// <summary>Where it stands.</summary>
    public required ComparisonStatus Status { get; set; }

    /// <summary>Why it was stopped or could not be carried on.</summary>
    public string? Reason { get; set; }

    /// <summary>How often each arm is run.</summary>
    public required int Rounds { get; init; }

    /// <summary>How it is carried out and judged, as JSON: the order of its runs among it.</summary>
    public required string PlanJson { get; init; }

    /// <summary>
    /// How many places of the plan have been queued: none of them is ever queued again, also where its run has been deleted.
    /// </summary>
    public int Queued { get; set; }

    /// <summary>What it came to, as JSON; null before its end.</summary>
    public string? ResultJson { get; set; }

    /// <summary>The API key that asked for it, whose limits hold for its runs; null where there was none.</summary>
    public Guid? ApiKeyId { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it came to its end.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A variant in a comparison.</summary>
public sealed class ComparisonArmRecord
{
    /// <summary>The comparison.</summary>
    public required Guid ComparisonId { get; init; }

    /// <summary>Its number, from 0.</summary>
    public required int Arm { get; init; }

    /// <summary>What it is called in the tables.</summary>
    public required string Name { get; init; }

    /// <summary>What its runs carry out: the full form as JSON, its secrets encrypted.</summary>
    public required string DefinitionJson { get; init; }
}
