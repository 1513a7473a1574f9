using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Curlew.Storage.Database;

/// <summary>Why a database did not do what it was asked to, where that is not the program's fault.</summary>
/// <param name="Message">What it is, and the way out; without anything of the connection string.</param>
/// <param name="MayPass">Whether the same may succeed soon, without anybody doing anything to the database.</param>
public sealed record DatabaseFault(string Message, bool MayPass)
{
    /// <summary>The primary result codes (https://www.sqlite.org/rescode.html) that tell of the file, its disk or other processes.</summary>
    private static readonly Dictionary<int, DatabaseFault> OfSqlite = new()
    {
        [5] = new("Another process keeps the database locked; nothing was changed. Try again, or end that process.", MayPass: true),
        [6] = new("The database is locked; nothing was changed. Try again.", MayPass: true),
        [8] = new("The database cannot be written: its file or its disk is read-only.", MayPass: false),
        [10] = new("The disk of the database fails: reading or writing it was not possible.", MayPass: true),
        [11] = new(Damaged, MayPass: false),
        [13] = new("The disk of the database is full; nothing was changed. Free some space.", MayPass: true),
        [14] = new("The database's file cannot be opened: it is gone, or the service has no descriptors left.", MayPass: true),
        [26] = new("The file is no database, or is damaged. " + Remedy, MayPass: false),
    };

    private const string Remedy = "Stop the service and restore a backup of it; outcomes are in files of their own.";
    private const string Damaged = "The database's file is damaged. " + Remedy;

    /// <summary>The fault behind an exception, however deep it is wrapped; null where it is another kind of failure.</summary>
    public static DatabaseFault? Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SqliteException sqlite:
                    return OfSqlite.GetValueOrDefault(sqlite.SqliteErrorCode);
                case PostgresException postgres:
                    return Of(postgres);
                case NpgsqlException { InnerException: SocketException or IOException or TimeoutException or null } npgsql:
                    return new DatabaseFault($"The database server cannot be reached: {npgsql.Message}", MayPass: true);
            }
        }

        return null;
    }

    /// <summary>By the class of its state (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
    private static DatabaseFault? Of(PostgresException postgres) => postgres.SqlState[..2] switch
    {
        "08" or "57" => new DatabaseFault($"The database server does not answer: {postgres.MessageText}.", MayPass: true),
        "53" => new DatabaseFault($"The database server lacks resources: {postgres.MessageText}.", MayPass: true),
        "58" or "XX" => new DatabaseFault($"The database server is damaged: {postgres.MessageText}.", MayPass: false),
        _ => null,
    };
}
