using Curlew.Domain.Access;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Access;

/// <summary>
/// API keys in the main database. A key's record is never deleted: runs and the audit trail name it, and a service that once had
/// a key never goes back to having none.
/// </summary>
public sealed class ApiKeyStore(IDbContextFactory<CurlewContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan UseIsToldEvery = TimeSpan.FromMinutes(1);

    /// <summary>Saves a key.</summary>
    public async Task AddAsync(ApiKeyRecord key, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ApiKeys.Add(key);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Whether there is a key, be it of use or not.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiKeys.AnyAsync(cancellationToken);
    }

    /// <summary>The key of this prefix; null where there is none.</summary>
    public async Task<ApiKeyRecord?> FindByPrefixAsync(string prefix, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Prefix == prefix, cancellationToken);
    }

    /// <summary>The key of this id; null where there is none.</summary>
    public async Task<ApiKeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == id, cancellationToken);
    }

    /// <summary>All keys, newest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRecord>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiKeys.AsNoTracking().OrderByDescending(key => key.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Keeps that a key was used; at most once a minute, because every request is a use.</summary>
    public async Task KeepUseAsync(ApiKeyRecord key, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var longAgo = now - UseIsToldEvery;
        if (key.LastUsedAt > longAgo)
            return;

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.ApiKeys
            .Where(record => record.Id == key.Id && (record.LastUsedAt == null || record.LastUsedAt <= longAgo))
            .ExecuteUpdateAsync(set => set.SetProperty(record => record.LastUsedAt, now), cancellationToken);
    }

    /// <summary>Revokes a key; one that is revoked stays as it is.</summary>
    /// <param name="id">The key.</param>
    /// <param name="keepsAnAdmin">Whether to leave alone the last administrator's key that is of use.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<KeyRevocation> RevokeAsync(Guid id, bool keepsAnAdmin, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await TakeTurnAsync(context, cancellationToken);
        if (await context.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == id, cancellationToken) is not { } revoked)
            return KeyRevocation.NotFound;
        if (revoked.RevokedAt is not null)
            return KeyRevocation.Revoked;
        if (keepsAnAdmin && revoked.Role == ApiRole.Admin && revoked.IsOfUse(now)
            && !await context.ApiKeys.AnyAsync(
                key => key.Id != id && key.Role == ApiRole.Admin && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now),
                cancellationToken))
        {
            return KeyRevocation.LastAdmin;
        }

        await context.ApiKeys
            .Where(key => key.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return KeyRevocation.Revoked;
    }

    /// <summary>
    /// Has those who revoke wait for each other until their transactions end: two administrators who revoke each other's keys at
    /// the same time would both see that there is another one. Their turnstile is the row of the oldest key, which stays.
    /// </summary>
    private static async Task TakeTurnAsync(CurlewContext context, CancellationToken cancellationToken)
    {
        var oldest = await context.ApiKeys.OrderBy(key => key.Id).Select(key => key.Id).FirstOrDefaultAsync(cancellationToken);
        await context.ApiKeys
            .Where(key => key.Id == oldest)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.Name, key => key.Name), cancellationToken);
    }
}

/// <summary>What revoking a key came to.</summary>
public enum KeyRevocation
{
    /// <summary>It is revoked, now or since before.</summary>
    Revoked,

    /// <summary>There is no such key.</summary>
    NotFound,

    /// <summary>It is the last administrator's key that is of use, and was left alone.</summary>
    LastAdmin,
}
