using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Idempotency;

/// <summary>
/// What requests with an <c>Idempotency-Key</c> made. Stores that make something write the record in the transaction in which they
/// make it; of two requests of one key at the same moment the primary key lets only one do that.
/// </summary>
public sealed class IdempotencyStore(IDbContextFactory<CurlewContext> contexts)
{
    /// <summary>What a sender made with a key at <paramref name="since"/> or later; null where it made nothing.</summary>
    public async Task<IdempotencyRecord?> FindAsync(
        string sender, string key, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var record = await context.IdempotencyKeys.AsNoTracking()
            .SingleOrDefaultAsync(record => record.Sender == sender && record.Key == key, cancellationToken);
        if (record is null || record.CreatedAt >= since)
            return record;

        // Nobody has swept it yet, and it must not be in the way of a new one.
        await context.IdempotencyKeys
            .Where(record => record.Sender == sender && record.Key == key && record.CreatedAt < since)
            .ExecuteDeleteAsync(cancellationToken);
        return null;
    }

    /// <summary>Forgets what was made before <paramref name="moment"/>; answers how many.</summary>
    public async Task<int> DeleteBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.IdempotencyKeys.Where(record => record.CreatedAt < moment).ExecuteDeleteAsync(cancellationToken);
    }
}
