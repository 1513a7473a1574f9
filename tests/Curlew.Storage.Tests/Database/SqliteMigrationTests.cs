using System.Runtime.Versioning;
using Curlew.Storage.Database;
using Curlew.Storage.Tests.Runs;
using Curlew.Storage.Tests.Servers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Database;

public class SqliteMigrationTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task MigrateAsync_EarlierMigratorWasKilled_DoesNotWaitForItsLock()
    {
        await using var database = TestDatabase.New(postgres, DatabaseProvider.Sqlite);
        Directory.CreateDirectory(database.Options.Directory);
        await ExecuteAsync(
            database,
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00');
            """);

        await database.Migrator.MigrateAsync(TestContext.Current.CancellationToken);

        await database.AddQueuedAsync();
    }

    [Fact]
    public async Task MigrateAsync_FileThatIsNoDatabase_NamesIt()
    {
        await using var database = TestDatabase.New(postgres, DatabaseProvider.Sqlite);
        Directory.CreateDirectory(database.Options.Directory);
        await File.WriteAllTextAsync(FileOf(database), new string('x', 10_000), Stop);

        var migrate = () => database.Migrator.MigrateAsync(Stop);

        (await migrate.Should().ThrowAsync<DatabaseUnavailableException>()).WithMessage($"*{FileOf(database)}*no database*");
    }

    [Fact]
    public async Task MigrateAsync_NewFile_HasAWriteAheadLogAndForeignKeys()
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, DatabaseProvider.Sqlite);
        await using var context = database.Context();

        (await PragmaAsync(context, "journal_mode")).Should().Be("wal");
        (await PragmaAsync(context, "foreign_keys")).Should().Be("1");
        (await PragmaAsync(context, "synchronous")).Should().Be("2", "a claim must survive a power cut");
        (await PragmaAsync(context, "busy_timeout")).Should().Be("5000");
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task MigrateAsync_NewDirectory_IsClosedToOtherUsers()
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, DatabaseProvider.Sqlite);

        File.GetUnixFileMode(database.Options.Directory)
            .Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string FileOf(TestDatabase database) => Path.Combine(database.Options.Directory, "curlew.db");

    private static async Task<string?> PragmaAsync(CurlewContext context, string name)
    {
        await context.Database.OpenConnectionAsync(Stop);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (await command.ExecuteScalarAsync(Stop))?.ToString();
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={FileOf(database)};Pooling=False");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }
}
