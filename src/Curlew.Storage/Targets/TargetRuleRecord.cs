namespace Curlew.Storage.Targets;

/// <summary>A rule that an administrator added to those of the settings.</summary>
public sealed class TargetRuleRecord
{
    /// <summary>The most characters of <see cref="Note"/>.</summary>
    public const int NoteLength = 1_000;

    /// <summary>Its id, a UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The rule in its canonical form (<see cref="Domain.Targets.TargetRule.Text"/>).</summary>
    public required string Rule { get; init; }

    /// <summary>Why it is there; null where nobody said.</summary>
    public string? Note { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string CreatedBy { get; init; }
}
