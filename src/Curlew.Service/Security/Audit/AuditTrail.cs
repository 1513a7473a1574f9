using Curlew.Storage.Audit;

namespace Curlew.Service.Security.Audit;

/// <summary>
/// Writes the trail. What it cannot write goes to the log, as an error with all that the entry has, and the answer goes out as it is: the
/// change has been made, so an answer that denies it would be wrong, and would have it made again; and stopping all load must work while
/// the database does not.
/// </summary>
internal sealed partial class AuditTrail(AuditStore store, Denials denials, TimeProvider time, ILogger<AuditTrail> logger)
{
    /// <summary>The moment of an entry.</summary>
    public DateTimeOffset Now() => time.GetUtcNow();

    /// <summary>Writes an entry, unless it is one of too many denials.</summary>
    public Task WriteAsync(AuditRecord entry) =>
        AuditRules.IsDenial(entry.Status) && !denials.IsSingle(entry) ? Task.CompletedTask : AddAsync(entry);

    /// <summary>Writes what the denials of a period have in common.</summary>
    public async Task WriteDenialsAsync()
    {
        foreach (var entry in denials.EndPeriod(Now()))
            await AddAsync(entry);
    }

    /// <summary>Deletes what is older than this.</summary>
    public Task<int> DeleteOlderAsync(TimeSpan age, CancellationToken cancelled) => store.DeleteBeforeAsync(Now() - age, cancelled);

    /// <summary>Whoever has gone meanwhile has done it all the same, so nothing cancels this.</summary>
    private async Task AddAsync(AuditRecord entry)
    {
        try
        {
            await store.AddAsync(entry, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogNotWritten(
                exception, entry.At, entry.Actor, entry.KeyId, entry.RemoteAddress, entry.Action, entry.Path, entry.Status, entry.TraceId);
        }
    }
}
