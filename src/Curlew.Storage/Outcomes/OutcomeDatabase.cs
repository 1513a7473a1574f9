using Curlew.Domain.Runs;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// One open file of outcomes, on SQLite's own interface: ADO.NET would box every value of every row. Used by one thread
/// at a time, for which SQLite is told to leave out its mutexes.
/// </summary>
internal sealed class OutcomeDatabase : IDisposable
{
    private const int BusyTimeoutMs = 5_000;
    private const int BriefBusyTimeoutMs = 200;

    private readonly sqlite3 _handle;

    static OutcomeDatabase() => Batteries_V2.Init();

    private OutcomeDatabase(RunId run, string path, sqlite3 handle)
    {
        Run = run;
        Path = path;
        _handle = handle;
    }

    /// <summary>The run whose outcomes these are.</summary>
    public RunId Run { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Makes a new file.</summary>
    public static OutcomeDatabase Create(RunId run, string path) => Open(run, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);

    /// <summary>Opens a file that is there, to add to it.</summary>
    public static OutcomeDatabase OpenForWriting(RunId run, string path) => Open(run, path, SQLITE_OPEN_READWRITE);

    /// <summary>Opens a file for reading, beside its writer if there is one.</summary>
    public static OutcomeDatabase OpenForReading(RunId run, string path) => Open(run, path, SQLITE_OPEN_READONLY);

    /// <summary>Whether a transaction is open; some failures, as of a full disk, end it without being told to.</summary>
    public bool IsInTransaction => sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Runs statements that answer nothing.</summary>
    public void Execute(string sql) => Check(sqlite3_exec(_handle, sql));

    /// <summary>As <see cref="Execute"/>; false, soon, where others have the file open in a way that forbids it.</summary>
    public bool TryExecute(string sql)
    {
        sqlite3_busy_timeout(_handle, BriefBusyTimeoutMs);
        var result = sqlite3_exec(_handle, sql);
        sqlite3_busy_timeout(_handle, BusyTimeoutMs);
        if (result == SQLITE_BUSY)
            return false;

        Check(result);
        return true;
    }

    /// <summary>Prepares a statement.</summary>
    public OutcomeStatement Prepare(string sql)
    {
        Check(sqlite3_prepare_v2(_handle, sql, out var statement));
        return new OutcomeStatement(this, statement);
    }

    /// <summary>The one number that a statement answers.</summary>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Column(0) : 0;
    }

    /// <summary>Turns a failure of SQLite into an exception with its words.</summary>
    public void Check(int result)
    {
        if (result != SQLITE_OK)
            throw Failure(result, sqlite3_errmsg(_handle).utf8_to_string());
    }

    /// <summary>Cuts short what is being done, from any thread; it fails.</summary>
    public void Interrupt() => sqlite3_interrupt(_handle);

    public void Dispose() => _handle.Dispose();

    private static OutcomeDatabase Open(RunId run, string path, int flags)
    {
        var result = sqlite3_open_v2(path, out var handle, flags | SQLITE_OPEN_NOMUTEX, vfs: null);
        var database = new OutcomeDatabase(run, path, handle);
        try
        {
            database.Check(result);
            sqlite3_busy_timeout(handle, BusyTimeoutMs);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private OutcomesUnavailableException Failure(int result, string message) => new(
        Run,
        FaultOf(result),
        $"The outcomes of run {Run} in '{Path}' cannot be used: {message} (SQLite error {result}).");

    private OutcomesFault FaultOf(int result) => result switch
    {
        SQLITE_CANTOPEN when !File.Exists(Path) => OutcomesFault.Missing,

        // A table that is not there, or a page that is cut off, in a file that says it is one of outcomes.
        SQLITE_CORRUPT or SQLITE_NOTADB or SQLITE_ERROR or SQLITE_IOERR => OutcomesFault.Damaged,
        _ => OutcomesFault.NotUsable,
    };
}
