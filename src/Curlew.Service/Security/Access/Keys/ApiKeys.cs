using System.Security.Cryptography;
using System.Text.Json;
using Curlew.Domain.Access;
using Curlew.Domain.Json;
using Curlew.Domain.Limits;
using Curlew.Storage.Access;

namespace Curlew.Service.Security.Access.Keys;

/// <summary>Makes keys and tells which are good.</summary>
internal sealed class ApiKeys(ApiKeyStore store, TimeProvider time)
{
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    private volatile bool _hasKeys;

    /// <summary>
    /// Whether there is no key at all, and so no authentication. It is asked for until there is one, which another process may
    /// make, and never again after that: keys are revoked, not deleted.
    /// </summary>
    public async ValueTask<bool> AreNoneAsync(CancellationToken cancellationToken = default)
    {
        if (_hasKeys)
            return false;
        if (!await store.AnyAsync(cancellationToken))
            return true;
        _hasKeys = true;
        return false;
    }

    /// <summary>Makes a key; its text is to be had this once.</summary>
    public async Task<(ApiKeyRecord Record, KeyText Text)> CreateAsync(
        string name, ApiRole role, DateTimeOffset? expiresAt, RunLimits? limits, string by, CancellationToken cancellationToken = default)
    {
        var text = KeyText.New();
        var now = time.GetUtcNow();
        var record = new ApiKeyRecord
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Role = role,
            Prefix = text.Prefix,
            Hash = text.Hash(),
            LimitsJson = limits is null || limits == RunLimits.None ? null : JsonSerializer.Serialize(limits, CurlewJson.Options),
            CreatedAt = now,
            CreatedBy = by,
            ExpiresAt = expiresAt,
        };
        await store.AddAsync(record, cancellationToken);
        _hasKeys = true;
        return (record, text);
    }

    /// <summary>The record of a key that somebody sent; null where it is none of ours. Whether it is of use is another question.</summary>
    public async Task<ApiKeyRecord?> FindAsync(KeyText key, CancellationToken cancellationToken = default)
    {
        var record = await store.FindByPrefixAsync(key.Prefix, cancellationToken);
        // Also where there is none, so that the time it takes does not tell which prefixes there are.
        var isRight = CryptographicOperations.FixedTimeEquals(key.Hash(), record?.Hash ?? NoHash);
        return isRight ? record : null;
    }

    /// <summary>A key that is of use now, by its id; null where it has expired, or was revoked.</summary>
    public async Task<ApiKeyRecord?> FindOfUseAsync(Guid id, CancellationToken cancellationToken = default) =>
        await store.FindAsync(id, cancellationToken) is { } record && record.IsOfUse(time.GetUtcNow()) ? record : null;

    /// <summary>Why a key is of no use, as a sentence; null where it is.</summary>
    public string? FaultOf(ApiKeyRecord key)
    {
        var which = $"The API key {KeyText.Mark}{key.Prefix} (\"{key.Name}\")";
        if (key.RevokedAt is { } revoked)
            return $"{which} was revoked at {revoked.UtcDateTime:s}Z.";
        return key.IsOfUse(time.GetUtcNow()) ? null : $"{which} expired at {key.ExpiresAt!.Value.UtcDateTime:s}Z.";
    }
}
