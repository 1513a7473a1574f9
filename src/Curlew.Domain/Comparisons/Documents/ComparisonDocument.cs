using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Comparisons.Documents;

/// <summary>
/// A comparison as JSON. What is compared is a <c>definition</c>, a saved one (<c>definitionId</c>), or the shorthand of one (<c>url</c> and the
/// fields beside it). How it differs is said by <c>arms</c>, a <c>matrix</c> or a <c>question</c>.
/// </summary>
/// <remarks>Every field is optional here so that all faults can be named at once.</remarks>
public sealed record ComparisonDocument
{
    /// <summary>What people call it; default: the definition's name and what differs.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Name { get; init; }

    /// <summary>
    /// A ready-made question in place of arms: <c>httpVersion</c> (arms 1.1, 2 and auto), <c>engine</c> (every configured libcurl) or
    /// <c>maxConnects</c> (a connection cache below, at and above what the load needs, and that of the definition).
    /// </summary>
    [AllowedValues(ComparisonQuestion.HttpVersion, ComparisonQuestion.Engine, ComparisonQuestion.MaxConnects)]
    public string? Question { get; init; }

    /// <summary>The variants, each by what differs from the definition.</summary>
    [MaxLength(ComparisonLimits.MaxArms)]
    public IReadOnlyList<ArmDocument>? Arms { get; init; }

    /// <summary>
    /// Every combination of these values is an arm, as in <c>{"httpVersion": ["1.1", "2"], "maxConnects": [10, 100]}</c>. Names are those of
    /// fields in <c>overrides</c>; <c>load.virtualUsers</c> is one inside another.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>? Matrix { get; init; }

    /// <summary>How often each arm is run; default 3. With one round nothing can be said of how much runs differ among themselves.</summary>
    [Range(1, ComparisonLimits.MaxRounds), DefaultValue((long)ComparisonLimits.DefaultRounds)]
    public long? Rounds { get; init; }

    /// <summary>What the order of the arms is drawn by; default any. The same one gives the same order.</summary>
    [Range(0, int.MaxValue)]
    public long? Seed { get; init; }

    /// <summary>What counts as a difference.</summary>
    public RulesDocument? Rules { get; init; }

    /// <summary>The definition that the arms are variants of, in full form or shorthand.</summary>
    public JsonElement? Definition { get; init; }

    /// <summary>The id of a saved definition that the arms are variants of.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Which of its revisions; default the newest.</summary>
    [Range(1, int.MaxValue)]
    public long? Revision { get; init; }

    /// <summary>What is to differ from the saved definition in all arms, as for a run of it.</summary>
    public JsonElement? Overrides { get; init; }

    /// <summary>Shorthand for a definition of a single step: its URL.</summary>
    [MaxLength(DefinitionLimits.UrlLength)]
    public string? Url { get; init; }

    /// <summary>Shorthand for a single step: its method; default GET.</summary>
    [MaxLength(DefinitionLimits.MethodLength)]
    public string? Method { get; init; }

    /// <summary>Shorthand for <c>load.virtualUsers</c> of a closed load.</summary>
    [Range(1, DefinitionLimits.VirtualUsers)]
    public long? VirtualUsers { get; init; }

    /// <summary>Shorthand for <c>load.durationSeconds</c>; default 10, where there are no <c>requests</c>.</summary>
    [Range(DefinitionLimits.MinDurationSeconds, DefinitionLimits.DurationSeconds)]
    public double? DurationSeconds { get; init; }

    /// <summary>Shorthand for <c>load.requests</c> of a closed load: each run ends after so many.</summary>
    [Range(1, DefinitionLimits.Requests)]
    public long? Requests { get; init; }

    /// <summary>Shorthand for an open load of one stage; default 100, where there are neither <c>virtualUsers</c> nor <c>requests</c>.</summary>
    [Range(0, DefinitionLimits.RatePerSecond)]
    public double? RatePerSecond { get; init; }

    /// <summary>Shorthand for <c>load.maxVirtualUsers</c> of an open load.</summary>
    [Range(1, DefinitionLimits.VirtualUsers)]
    public long? MaxVirtualUsers { get; init; }

    /// <summary>What all arms that do not say otherwise ask for; default <c>auto</c>.</summary>
    [AllowedValues("auto", "1.1", "2", "2-prior-knowledge"), DefaultValue("auto")]
    public string? HttpVersion { get; init; }

    /// <summary>The size of libcurl's connection cache of all arms that do not say otherwise; default 100.</summary>
    [Range(DefinitionLimits.MinMaxConnects, DefinitionLimits.MaxMaxConnects), DefaultValue((long)DefinitionLimits.DefaultMaxConnects)]
    public long? MaxConnects { get; init; }

    /// <summary>The libcurl build of all arms that do not say otherwise, one of GET /api/v1/engines.</summary>
    [DefaultValue(DefinitionLimits.DefaultEngine)]
    public string? Engine { get; init; }

    /// <summary>How long at the beginning of each run requests are left out of all figures, in seconds; default 0.</summary>
    [Range(0, DefinitionLimits.DurationSeconds), DefaultValue(0.0)]
    public double? WarmUpSeconds { get; init; }

    /// <summary>How servers are authenticated, and the client to them.</summary>
    public TlsDocument? Tls { get; init; }
}

/// <summary>A variant.</summary>
public sealed record ArmDocument
{
    /// <summary>What it is called in the tables; default: what differs.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Name { get; init; }

    /// <summary>
    /// What differs from the definition, as in <c>overrides</c> of a run of a saved definition: a JSON Merge Patch (RFC 7396) that also
    /// understands fields of the shorthand; default nothing. Beside those <c>target</c>, as in <c>https://next.shop.test:8443</c>, takes the
    /// place of scheme, host and port in the URLs of all steps.
    /// </summary>
    public JsonElement? Overrides { get; init; }
}

/// <summary>What counts as a difference.</summary>
public sealed record RulesDocument
{
    /// <summary>A difference of less than this, in percent, does not matter; default 10.</summary>
    [Range(0, 1000), DefaultValue(10.0)]
    public double? MinChangePercent { get; init; }

    /// <summary>Nor does one of a response time by less than this, in milliseconds; default 5.</summary>
    [Range(0, 60_000), DefaultValue(5.0)]
    public double? MinChangeMs { get; init; }

    /// <summary>Nor does one of an error rate by less than this, in percentage points; default 0.5.</summary>
    [Range(0, 100), DefaultValue(0.5)]
    public double? MinErrorRatePoints { get; init; }

    /// <summary>The share of comparisons of equal arms in which any difference at all may be claimed, in percent; default 1.</summary>
    [Range(0.001, 50), DefaultValue(1.0)]
    public double? FalseAlarmPercent { get; init; }
}
