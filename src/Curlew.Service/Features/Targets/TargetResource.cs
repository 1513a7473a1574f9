using Curlew.Domain.Targets;
using Curlew.Storage.Targets;

namespace Curlew.Service.Features.Targets;

/// <summary>Something that may be tested.</summary>
public sealed record TargetResource
{
    /// <summary>The rule's id, a UUID; absent where it is not of the API, and so cannot be deleted there.</summary>
    public Guid? Id { get; init; }

    /// <summary>The rule: scheme, host, address or network, and port, where all but the host may be left out.</summary>
    public required string Rule { get; init; }

    /// <summary>Where it comes from.</summary>
    public required TargetSource Source { get; init; }

    /// <summary>Why it is there; absent where nobody said.</summary>
    public string? Note { get; init; }

    /// <summary>When it was added (ISO 8601, UTC); absent where it is not of the API.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary>Who added it, by the name of the API key; absent where it is not of the API.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Where to go on; absent where it is not of the API.</summary>
    public TargetLinks? Links { get; init; }

    internal static TargetResource Of(TargetRuleRecord record) => new()
    {
        Id = record.Id,
        Rule = record.Rule,
        Source = TargetSource.Api,
        Note = record.Note,
        CreatedAt = record.CreatedAt.UtcDateTime,
        CreatedBy = record.CreatedBy,
        Links = new TargetLinks(TargetAddress.Of(record.Id)),
    };

    internal static TargetResource Of(TargetRule rule, TargetSource source) => new() { Rule = rule.Text, Source = source };
}

/// <summary>
/// Where a rule comes from: <c>default</c>, which holds where the setting <c>Targets:Allow</c> is not given; <c>settings</c>, that setting;
/// or <c>api</c>, this API.
/// </summary>
public enum TargetSource
{
    /// <summary>The setting is not given.</summary>
    Default,

    /// <summary>The setting <c>Targets:Allow</c>.</summary>
    Settings,

    /// <summary>An administrator.</summary>
    Api,
}

/// <summary>Where to go on from a rule.</summary>
/// <param name="Self">The rule itself.</param>
public sealed record TargetLinks(string Self);
