namespace Curlew.Storage.Database;

/// <summary>The databases that hold runs.</summary>
public enum DatabaseProvider
{
    /// <summary>One file beside the outcomes; the default.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    Postgres,
}
