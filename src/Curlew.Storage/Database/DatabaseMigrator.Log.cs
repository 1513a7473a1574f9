using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Database;

public sealed partial class DatabaseMigrator
{
    [LoggerMessage(2001, LogLevel.Information, "Migrating the database {Database} to {Migration}")]
    private partial void LogMigrating(string database, string migration);
}
