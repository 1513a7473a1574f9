using Curlew.Domain.Access;

namespace Curlew.Storage.Access;

/// <summary>An API key as the database keeps it: never the key itself.</summary>
public sealed class ApiKeyRecord
{
    /// <summary>Its id, a UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is, or what for.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required ApiRole Role { get; init; }

    /// <summary>The part of the key by which it is looked up; no secret.</summary>
    public required string Prefix { get; init; }

    /// <summary>The SHA-256 of the whole key.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Its limits (<see cref="Domain.Limits.RunLimits"/>) as JSON; null for those of the service.</summary>
    public string? LimitsJson { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From when on it is worth nothing; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>About when it was used last.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>When it was revoked; null where it was not.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Whether it opens anything at this moment: it has neither expired nor been revoked.</summary>
    public bool IsOfUse(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}
