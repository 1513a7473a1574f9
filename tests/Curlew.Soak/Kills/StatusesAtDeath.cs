using Curlew.TestServers;
using Microsoft.Data.Sqlite;

namespace Curlew.Soak.Kills;

/// <summary>
/// In which statuses runs are in the database of a service that was killed. Looks into a copy: who opens the files themselves would tidy
/// them up, which is the next start's business.
/// </summary>
internal static class StatusesAtDeath
{
    private static readonly string[] Files = ["curlew.db", "curlew.db-wal"];

    /// <summary>How many runs there are in each status that is not an end.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountAsync(string data, CancellationToken cancelled)
    {
        var counts = new Dictionary<string, int>();
        if (!File.Exists(Path.Combine(data, "curlew.db")))
            return counts;
        using var directory = new TemporaryDirectory("death");
        foreach (var name in Files.Where(name => File.Exists(Path.Combine(data, name))))
            File.Copy(Path.Combine(data, name), directory.File(name));
        try
        {
            await using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = directory.File("curlew.db"), Pooling = false }.ToString());
            await connection.OpenAsync(cancelled);
            await using var command = connection.CreateCommand();
            command.CommandText =
                "SELECT status, count(*) FROM runs WHERE status IN ('queued', 'starting', 'running', 'stopping', 'finalizing') GROUP BY status";
            await using var rows = await command.ExecuteReaderAsync(cancelled);
            while (await rows.ReadAsync(cancelled))
                counts[rows.GetString(0)] = rows.GetInt32(1);
        }
        catch (SqliteException)
        {
            // It was killed before it had made its tables.
        }

        return counts;
    }
}
