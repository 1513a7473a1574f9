using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Curlew.Domain.Access;
using Curlew.Domain.Definitions;
using Curlew.Domain.Limits;
using Curlew.Service.Security.Access.Keys;

namespace Curlew.Service.Features.ApiKeys;

/// <summary>The key that is to be made.</summary>
public sealed record ApiKeyRequest
{
    private static readonly string[] Moments = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"];

    /// <summary>Whose it is, or what for; must be there. Names need not differ.</summary>
    [MaxLength(KeyRules.NameLength)]
    public string? Name { get; init; }

    /// <summary>
    /// What it may do; must be there. <c>viewer</c> reads, <c>runner</c> also starts, stops, pins and deletes runs and changes
    /// definitions, <c>admin</c> may do everything.
    /// </summary>
    [AllowedValues("viewer", "runner", "admin")]
    public string? Role { get; init; }

    /// <summary>
    /// From when on it is to be of no use, in ISO 8601 with its offset; not beside <c>expiresInDays</c>. Without either it never
    /// expires.
    /// </summary>
    public string? ExpiresAt { get; init; }

    /// <summary>How many days it is to be of use.</summary>
    [Range(0.001, KeyRules.LifeDays)]
    public double? ExpiresInDays { get; init; }

    /// <summary>What its runs may come to; the service's own limits hold beside them.</summary>
    public ApiKeyLimits? Limits { get; init; }

    /// <summary>What is wrong with it, beside what its attributes say.</summary>
    internal IEnumerable<DefinitionFault> Faults(DateTimeOffset now)
    {
        if (Name is null || !KeyRules.IsName(Name))
        {
            yield return new DefinitionFault(
                "name", "Must be there, and have a letter and no control characters: whose the key is, or what for.");
        }

        if (Role is null)
            yield return new DefinitionFault("role", "Is missing: viewer, runner or admin.");
        if (ExpiresAt is null)
            yield break;
        if (ExpiresInDays is not null)
            yield return new DefinitionFault("expiresAt", "Cannot stand beside `expiresInDays`; give one of them.");
        if (Moment is not { } moment)
            yield return new DefinitionFault("expiresAt", "Must be a moment in ISO 8601 with its offset, as in 2026-01-31T12:00:00Z.");
        else if (moment <= now || moment > now.AddDays(KeyRules.LifeDays))
            yield return new DefinitionFault("expiresAt", $"Must be in the future, at most {KeyRules.LifeDays} days from now.");
    }

    /// <summary>The role of one without faults.</summary>
    internal ApiRole RoleOfKey => Enum.Parse<ApiRole>(Role!, ignoreCase: true);

    /// <summary>When one without faults expires; null for never.</summary>
    internal DateTimeOffset? EndOfKey(DateTimeOffset now) => ExpiresInDays is { } days ? now.AddDays(days) : Moment;

    private DateTimeOffset? Moment =>
        DateTimeOffset.TryParseExact(ExpiresAt, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;
}

/// <summary>What the runs of a key may come to; what is absent has no limit of the key's.</summary>
public sealed record ApiKeyLimits
{
    /// <summary>Requests per second of an open load: its iterations per second, times the steps of its journey.</summary>
    [Range(0.001, DefinitionLimits.RatePerSecond * DefinitionLimits.Steps)]
    public double? RatePerSecond { get; init; }

    /// <summary>Virtual users of a run.</summary>
    [Range(1, DefinitionLimits.VirtualUsers)]
    public long? VirtualUsers { get; init; }

    /// <summary>Seconds that a run's load may take.</summary>
    [Range(DefinitionLimits.MinDurationSeconds, DefinitionLimits.DurationSeconds)]
    public double? DurationSeconds { get; init; }

    /// <summary>Bytes that a run may send and receive together; it is stopped when it has.</summary>
    [Range(1d, 1e15)]
    public long? TotalBytes { get; init; }

    /// <summary>The greatest <c>maxResponseBytes</c> of a step.</summary>
    [Range(1d, DefinitionLimits.MaxResponseBytes)]
    public long? ResponseBytes { get; init; }

    /// <summary>Runs that are under way at the same time.</summary>
    [Range(1, 1_000)]
    public long? ConcurrentRuns { get; init; }

    /// <summary>Runs that wait.</summary>
    [Range(1, 1_000_000)]
    public long? QueuedRuns { get; init; }

    internal RunLimits ToLimits() => new()
    {
        RatePerSecond = RatePerSecond,
        VirtualUsers = (int?)VirtualUsers,
        DurationSeconds = DurationSeconds,
        TotalBytes = TotalBytes,
        ResponseBytes = ResponseBytes,
        ConcurrentRuns = (int?)ConcurrentRuns,
        QueuedRuns = (int?)QueuedRuns,
    };
}
