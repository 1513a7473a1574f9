using System.Buffers.Binary;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Audit;

/// <summary>
/// The audit trail in the main database: entries are added and, when they are old, deleted, but never changed. Ids are UUIDv7 of
/// the moment, so the order of ids is that of time, and the primary key serves every question about time.
/// </summary>
public sealed class AuditStore(IDbContextFactory<CurlewContext> contexts)
{
    private const int MillisecondsFrom = 2;
    private const int MillisecondsBytes = 6;

    /// <summary>Adds an entry; it is on the disk when this has ended.</summary>
    public async Task AddAsync(AuditRecord entry, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Audit.Add(entry);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Up to <paramref name="limit"/> entries older than <paramref name="before"/>, newest first.</summary>
    public async Task<AuditPage> ListAsync(
        AuditFilter filter, int limit, Guid? before, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = Restrict(context.Audit.AsNoTracking(), filter);
        if (before is { } last)
            entries = entries.Where(entry => entry.Id < last);
        var items = await entries.OrderByDescending(entry => entry.Id).Take(limit + 1).ToListAsync(cancellationToken);
        if (items.Count <= limit)
            return new AuditPage(items, null);

        items.RemoveAt(limit);
        return new AuditPage(items, items[^1].Id);
    }

    /// <summary>Deletes what is older than this moment, to the millisecond; answers how many entries that were.</summary>
    public async Task<int> DeleteBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken = default)
    {
        var first = FirstIdOf(moment.ToUnixTimeMilliseconds());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Audit.Where(entry => entry.Id < first).ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<AuditRecord> Restrict(IQueryable<AuditRecord> entries, AuditFilter filter)
    {
        if (filter.Actor is { } actor)
            entries = entries.Where(entry => entry.Actor == actor);
        if (filter.KeyId is { } key)
            entries = entries.Where(entry => entry.KeyId == key);
        if (filter.Action is { } action)
            entries = entries.Where(entry => entry.Action == action);
        if (filter.Status is { } status)
            entries = entries.Where(entry => entry.Status == status);
        if (filter.From is { } from)
        {
            var first = FirstIdOf(from.ToUnixTimeMilliseconds());
            entries = entries.Where(entry => entry.Id >= first && entry.At >= from);
        }

        if (filter.To is { } to)
        {
            var beyond = FirstIdOf(to.ToUnixTimeMilliseconds() + 1);
            entries = entries.Where(entry => entry.Id < beyond && entry.At < to);
        }

        return entries;
    }

    /// <summary>The least UUIDv7 of a millisecond since 1970, which is its first 48 bits (RFC 9562, section 5.7).</summary>
    private static Guid FirstIdOf(long unixMilliseconds)
    {
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, Math.Max(0, unixMilliseconds));
        number.Slice(MillisecondsFrom, MillisecondsBytes).CopyTo(bytes);
        return new Guid(bytes, bigEndian: true);
    }
}
