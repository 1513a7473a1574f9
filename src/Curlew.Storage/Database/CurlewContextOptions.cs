using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Curlew.Storage.Database;

/// <summary>How the context finds its database and its migrations, in the service and for <c>dotnet ef</c>.</summary>
public static class CurlewContextOptions
{
    private const string SqliteMigrations = "Curlew.Migrations.Sqlite";
    private const string PostgresMigrations = "Curlew.Migrations.Postgres";

    /// <summary>Directs the context to the database that <paramref name="options"/> name.</summary>
    public static DbContextOptionsBuilder UseCurlew(this DbContextOptionsBuilder builder, DatabaseOptions options)
    {
        builder.UseSnakeCaseNamingConvention();
        return options.Provider switch
        {
            DatabaseProvider.Sqlite => builder
                .UseSqlite(SqliteConnectionString(options), sqlite => sqlite.MigrationsAssembly(SqliteMigrations))
                .AddInterceptors(SqliteBusyTimeout.Instance),
            DatabaseProvider.Postgres => builder
                .UseNpgsql(PostgresConnectionString(options), postgres => postgres.MigrationsAssembly(PostgresMigrations)),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Provider, "No such database provider."),
        };
    }

    // Microsoft.Data.Sqlite begins the waiting of SqliteBusyTimeout again until this time is over, 30 seconds by default: a thread
    // each, for everybody who asks for a database that somebody keeps locked.
    private const int SecondsToWait = 5;

    // synchronous stays FULL, SQLite's default: a claim that a power cut took back would send load twice.
    private static string SqliteConnectionString(DatabaseOptions options) =>
        new SqliteConnectionStringBuilder { DataSource = options.SqliteFile, ForeignKeys = true, DefaultTimeout = SecondsToWait }
            .ToString();

    private static string PostgresConnectionString(DatabaseOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new DatabaseUnavailableException(
                "Storage:Provider is Postgres, but the setting ConnectionStrings:Curlew, which names the server, is missing.");
        }

        try
        {
            return new NpgsqlConnectionStringBuilder(options.ConnectionString).ToString();
        }
        catch (ArgumentException exception)
        {
            throw new DatabaseUnavailableException(
                $"The setting ConnectionStrings:Curlew is wrong: {exception.Message}", exception);
        }
    }
}
