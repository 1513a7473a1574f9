using System.Text.Json;
using Curlew.Domain.Access;
using Curlew.Domain.Json;
using Curlew.Domain.Limits;
using Curlew.Storage.Access;

namespace Curlew.Service.Features.ApiKeys;

/// <summary>An API key; never the key itself.</summary>
public sealed record ApiKeyResource
{
    /// <summary>Its id, a UUID of version 7: ids sort by the time at which keys were made.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is, or what for.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do: <c>viewer</c>, <c>runner</c> or <c>admin</c>; each may do what those before it may.</summary>
    public required ApiRole Role { get; init; }

    /// <summary>The beginning of the key after <c>crlw_</c>, by which its holder and this list know it; no secret.</summary>
    public required string Prefix { get; init; }

    /// <summary>What becomes of requests with it: <c>usable</c>, <c>expired</c> or <c>revoked</c>.</summary>
    public required ApiKeyState State { get; init; }

    /// <summary>What its runs may come to, beside the service's own limits; absent where it has no limits of its own.</summary>
    public RunLimits? Limits { get; init; }

    /// <summary>When it was made (ISO 8601, UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Who made it: the name of a key, <c>local</c> for a service without keys, or <c>command line</c>.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From when on it is of no use; absent where it never expires.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>When it was used last, to the minute; absent where it never was.</summary>
    public DateTime? LastUsedAt { get; init; }

    /// <summary>When it was revoked; absent where it was not.</summary>
    public DateTime? RevokedAt { get; init; }

    /// <summary>Where to go on.</summary>
    public required ApiKeyLinks Links { get; init; }

    internal static ApiKeyResource Of(ApiKeyRecord key, DateTimeOffset now) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Role = key.Role,
        Prefix = key.Prefix,
        State = key.RevokedAt is not null ? ApiKeyState.Revoked : key.IsOfUse(now) ? ApiKeyState.Usable : ApiKeyState.Expired,
        Limits = key.LimitsJson is { } limits ? JsonSerializer.Deserialize<RunLimits>(limits, CurlewJson.Options) : null,
        CreatedAt = key.CreatedAt.UtcDateTime,
        CreatedBy = key.CreatedBy,
        ExpiresAt = key.ExpiresAt?.UtcDateTime,
        LastUsedAt = key.LastUsedAt?.UtcDateTime,
        RevokedAt = key.RevokedAt?.UtcDateTime,
        Links = new ApiKeyLinks(ApiKeyAddress.Of(key.Id)),
    };
}

/// <summary>What becomes of requests with a key.</summary>
public enum ApiKeyState
{
    /// <summary>They are answered.</summary>
    Usable,

    /// <summary>They are refused since the key expired.</summary>
    Expired,

    /// <summary>They are refused since the key was revoked.</summary>
    Revoked,
}

/// <summary>A key that was just made, and the key itself.</summary>
/// <param name="Key">The key to send with requests. It is told this once: the service keeps its SHA-256 only.</param>
/// <param name="ApiKey">What is kept of it.</param>
public sealed record CreatedApiKey(string Key, ApiKeyResource ApiKey);

/// <summary>Where to go on from a key.</summary>
/// <param name="Self">The key's own address.</param>
public sealed record ApiKeyLinks(string Self);
