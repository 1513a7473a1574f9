namespace Curlew.Storage.Database;

/// <summary>Where runs and outcomes are kept.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The database that holds runs; default <see cref="DatabaseProvider.Sqlite"/>.</summary>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>The directory of the SQLite database and of the outcomes, with either provider; default <c>data/</c>.</summary>
    public string Directory { get; init; } = "data/";

    /// <summary>
    /// The connection string of PostgreSQL; unused with SQLite, whose file is <c>curlew.db</c> in <see cref="Directory"/>.
    /// </summary>
    public string? ConnectionString { get; init; }

    /// <summary>The SQLite database.</summary>
    internal string SqliteFile => Path.Combine(Directory, "curlew.db");

    /// <summary>The directory with one file of outcomes per run.</summary>
    internal string OutcomesDirectory => Path.Combine(Directory, "outcomes");
}
