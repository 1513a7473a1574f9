using SQLitePCL;
using static SQLitePCL.raw;

namespace Curlew.Storage.Outcomes;

/// <summary>A prepared statement over numbers. Parameters count from 1 and columns from 0, as in SQLite.</summary>
internal sealed class OutcomeStatement(OutcomeDatabase database, sqlite3_stmt handle) : IDisposable
{
    /// <summary>Gives a parameter its value, which it keeps until it gets another.</summary>
    public void Bind(int parameter, long value) => database.Check(sqlite3_bind_int64(handle, parameter, value));

    /// <summary>Gives a parameter its value.</summary>
    public void Bind(int parameter, string value) => database.Check(sqlite3_bind_text(handle, parameter, value));

    /// <summary>Goes to the next row of the answer; false where there is none.</summary>
    public bool Step()
    {
        var result = sqlite3_step(handle);
        if (result == SQLITE_ROW)
            return true;

        if (result != SQLITE_DONE)
            database.Check(result);
        return false;
    }

    /// <summary>A column of the row.</summary>
    public long Column(int column) => sqlite3_column_int64(handle, column);

    /// <summary>Begins anew, with the values that parameters have or are given next.</summary>
    public void Reset() => sqlite3_reset(handle);

    /// <summary>Runs a statement that answers nothing, and makes it ready to run again.</summary>
    public void Run()
    {
        var result = sqlite3_step(handle);
        sqlite3_reset(handle);
        if (result != SQLITE_DONE)
            database.Check(result);
    }

    public void Dispose() => handle.Dispose();
}
