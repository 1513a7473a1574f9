using Curlew.Domain.Runs;

namespace Curlew.Storage.Outcomes;

/// <summary>Reads a file of outcomes, also while it is being written: it sees what was committed when it began.</summary>
internal static class OutcomeReader
{
    public static OutcomePage Read(RunId run, string path, OutcomeFilter filter, long afterRow, int limit)
    {
        using var database = Open(run, path, out var format);

        // One more than is wanted tells whether there is a next page.
        using var statement = OutcomeQuery.Prepare(database, format, filter, afterRow, limit + 1L);
        var rows = new List<OutcomeRow>();
        while (statement.Step())
        {
            if (rows.Count == limit)
                return new OutcomePage(rows, rows[^1].Row);

            rows.Add(new OutcomeRow(statement.Column(0), OutcomeColumns.Read(statement, first: 1)));
        }

        return new OutcomePage(rows, Next: null);
    }

    /// <summary>Whether there are outcomes in the file, which need not be whole: its making may have been cut short.</summary>
    public static bool HasRows(RunId run, string path)
    {
        using var database = OutcomeDatabase.OpenForReading(run, path);
        return database.Number("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'outcomes')") != 0
            && database.Number("SELECT EXISTS (SELECT 1 FROM outcomes)") != 0;
    }

    private static OutcomeDatabase Open(RunId run, string path, out OutcomeFormat format)
    {
        if (!File.Exists(path))
            throw new OutcomesUnavailableException(run, $"Run {run} has no stored outcomes: there is no file '{path}'.");

        var database = OutcomeDatabase.OpenForReading(run, path);
        try
        {
            format = FormatOf(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static OutcomeFormat FormatOf(OutcomeDatabase database)
    {
        if (database.Number("PRAGMA application_id") != OutcomeSchema.ApplicationId)
        {
            throw new OutcomesUnavailableException(
                database.Run,
                $"The outcomes of run {database.Run} cannot be read: "
                + $"'{database.Path}' is not a file of outcomes, or damaged.");
        }

        var version = database.Number("PRAGMA user_version");
        return OutcomeFormat.Of(version) ?? throw new OutcomesUnavailableException(
            database.Run,
            $"The outcomes of run {database.Run} in '{database.Path}' have format {version}; "
            + $"this program reads the formats {OutcomeFormat.Versions}.");
    }
}
