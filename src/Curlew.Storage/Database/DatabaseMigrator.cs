using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Curlew.Storage.Database;

/// <summary>Brings the database to the newest schema that the program knows.</summary>
public sealed partial class DatabaseMigrator(
    DatabaseOptions options, IDbContextFactory<CurlewContext> contexts, ILogger<DatabaseMigrator> logger)
{
    /// <summary>
    /// Creates the directories and applies the migrations that are missing. Any number of processes may do so at once.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">
    /// The directory cannot be written, the server cannot be reached, or the database is newer than the program.
    /// </exception>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        DataDirectory.CreateWritable(options);
        try
        {
            using var only = options.Provider == DatabaseProvider.Sqlite
                ? await MigrationLock.AcquireAsync(options.SqliteFile + ".lock", cancellationToken)
                : null;
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await ApplyAsync(context, cancellationToken);
        }
        catch (DbException exception)
        {
            throw new DatabaseUnavailableException(
                $"The database {Describe()} cannot be used: {DatabaseFault.Of(exception)?.Message ?? exception.Message}", exception);
        }
    }

    private async Task ApplyAsync(CurlewContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Except(known).Any())
        {
            throw new DatabaseUnavailableException(
                $"The database {Describe()} is newer than this program: its last migration is '{applied[^1]}', "
                + $"this program knows them up to '{known[^1]}'. Start the newer program, or restore a backup from before it.");
        }

        if (applied.Count == known.Count)
            return;

        LogMigrating(Describe(), known[^1]);
        if (options.Provider == DatabaseProvider.Sqlite)
            await ApplyToSqliteAsync(context, cancellationToken);
        else
            await ApplyToPostgresAsync(context, cancellationToken);
    }

    private static async Task ApplyToSqliteAsync(CurlewContext context, CancellationToken cancellationToken)
    {
        // Whoever left Entity Framework's lock is dead: it would hold ours. The log is set here because EF does so only
        // where it makes the file itself.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private async Task ApplyToPostgresAsync(CurlewContext context, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        try
        {
            if (!await creator.ExistsAsync(cancellationToken))
                await creator.CreateAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // Another process created the database between our look and our CREATE DATABASE; now it is there for both.
        }

        await using var only = await PostgresMigrationLock.AcquireAsync(options.ConnectionString, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    // Never the whole connection string: it holds a password.
    private string Describe()
    {
        if (options.Provider == DatabaseProvider.Sqlite)
            return $"'{Path.GetFullPath(options.SqliteFile)}'";

        var server = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        return $"'{server.Database}' on {server.Host} (setting ConnectionStrings:Curlew)";
    }
}
