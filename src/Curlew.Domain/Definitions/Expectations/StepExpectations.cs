using System.Text.Json;
using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Expectations;

/// <summary>What an answer has to be for its request to count as success, beside CURLE_OK.</summary>
public sealed record StepExpectations
{
    /// <summary>Nothing but a status below 400.</summary>
    public static StepExpectations Default { get; } = new();

    /// <summary>The statuses that count as success; empty: every status below 400.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>Headers that the last answer must have.</summary>
    public IReadOnlyList<HeaderExpectation> Headers { get; init; } = [];

    /// <summary>Text that the body must hold; null for any.</summary>
    public string? BodyContains { get; init; }

    /// <summary>Values that the JSON body must have.</summary>
    public IReadOnlyList<JsonExpectation> Json { get; init; } = [];

    /// <summary>The longest service time; null for any that the timeout allows.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>Whether the body has to be looked at.</summary>
    public bool NeedsBody => BodyContains is not null || Json.Count > 0;
}

/// <summary>A header that the answer must have.</summary>
/// <param name="Name">Its name, in any case.</param>
/// <param name="Contains">Text that its value must hold; null where it only has to be there.</param>
public sealed record HeaderExpectation(string Name, string? Contains);

/// <summary>A value that the JSON body must have.</summary>
/// <param name="Pointer">Where.</param>
/// <param name="Value">The value, compared as JSON values are; null where it only has to be there.</param>
public sealed record JsonExpectation(JsonPointer Pointer, JsonElement? Value);
