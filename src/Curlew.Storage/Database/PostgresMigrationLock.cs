using Npgsql;

namespace Curlew.Storage.Database;

/// <summary>
/// Keeps a second process from migrating the same PostgreSQL database at the same time. Entity Framework's own lock ends
/// with the transaction of each migration (https://github.com/npgsql/efcore.pg/pull/3275): of two processes that start
/// together on a database that lacks two migrations, one does the second after the other has, and fails (seen with EF
/// 10.0). This lock lasts as long as a transaction of its own, so that it also holds through a pooler, and ends with its
/// connection when the process dies.
/// </summary>
internal sealed class PostgresMigrationLock : IAsyncDisposable
{
    // "Curlew" in ASCII. Advisory locks of other databases on the server are others, even where the number is the same.
    private const string Acquire = "SELECT pg_advisory_xact_lock(x'4375726C6577'::bigint)";

    private readonly NpgsqlConnection _connection;

    private PostgresMigrationLock(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Waits until no other process holds the lock.</summary>
    public static async Task<PostgresMigrationLock> AcquireAsync(string? connectionString, CancellationToken cancellationToken)
    {
        // Outside of the pool, which may have room for one connection only: the one that migrates.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var connection = new NpgsqlConnection(unpooled.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Acquire, connection);

            // However long the other one migrates.
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new PostgresMigrationLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
