using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

/// <summary>Has those who count runs and then act on the count wait for each other.</summary>
internal static class TurnLock
{
    private const long Name = 0x4375726c65770002;

    /// <summary>
    /// Takes the lock until the transaction ends. SQLite's transactions, which lock the database when they begin, need none.
    /// </summary>
    public static Task TakeAsync(CurlewContext context, CancellationToken cancellationToken) => context.Database.IsNpgsql()
        ? context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Name})", cancellationToken)
        : Task.CompletedTask;
}
