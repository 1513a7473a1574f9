using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Idempotency;

/// <summary>Saves what a request makes together with the record of its key.</summary>
internal static class IdempotentSave
{
    /// <summary>Saves all that was added to the context and the record, all or nothing.</summary>
    /// <exception cref="KeyTakenException">There is a record of this key already; nothing was saved.</exception>
    public static async Task SaveAsync(CurlewContext context, IdempotencyRecord? record, CancellationToken cancellationToken)
    {
        if (record is not null)
        {
            // The primary key decides; this spares the database's log a fault where nobody else writes at this moment.
            if (await context.IdempotencyKeys.AnyAsync(
                other => other.Sender == record.Sender && other.Key == record.Key, cancellationToken))
            {
                throw new KeyTakenException();
            }

            context.IdempotencyKeys.Add(record);
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (record is not null && exception.Entries.Any(entry => entry.Entity == record))
        {
            throw new KeyTakenException("The Idempotency-Key is taken.", exception);
        }
    }
}
