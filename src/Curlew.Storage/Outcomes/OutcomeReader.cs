using Curlew.Domain.Runs;

namespace Curlew.Storage.Outcomes;

/// <summary>Opens files of outcomes for reading, also while they are being written.</summary>
internal static class OutcomeReader
{
    // SQLite would otherwise index all outcomes for one query, of blocks that are joined to them.
    private const string Settings = "PRAGMA automatic_index = OFF";

    /// <summary>Opens a file to read what matches.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">Its file.</param>
    /// <param name="filter">Which outcomes.</param>
    /// <param name="order">In which order.</param>
    /// <param name="toTheEnd">False to leave out what is written after this moment.</param>
    public static OutcomeSource Open(RunId run, string path, OutcomeFilter filter, OutcomeOrder order, bool toTheEnd)
    {
        if (!File.Exists(path))
            throw new OutcomesUnavailableException(run, OutcomesFault.Missing, $"Run {run} has no stored outcomes: there is no file '{path}'.");

        var database = OutcomeDatabase.OpenForReading(run, path);
        try
        {
            var format = FormatOf(database);
            database.Execute(Settings);
            var upTo = toTheEnd ? long.MaxValue : database.Number($"SELECT coalesce(max(last_row), 0) FROM {format.Blocks}");
            return new OutcomeSource(database, format, filter, order, upTo, format.HasTraits ? TraitsOf(database, filter) : null);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether there are outcomes in the file, which need not be whole: its making may have been cut short. Opened for writing, because
    /// a file whose maker was killed before it had a write-ahead log has a rollback journal, which a reader must not play back.
    /// </summary>
    public static bool HasRows(RunId run, string path)
    {
        using var database = OutcomeDatabase.OpenForWriting(run, path);
        return database.Number("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'outcomes')") != 0
            && database.Number("SELECT EXISTS (SELECT 1 FROM outcomes)") != 0;
    }

    private static List<long> TraitsOf(OutcomeDatabase database, OutcomeFilter filter)
    {
        var conditions = OutcomeConditions.OfTraits(filter);
        using var statement = database.Prepare(
            $"SELECT number FROM traits{(conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}")}");
        var numbers = new List<long>();
        while (statement.Step())
            numbers.Add(statement.Column(0));
        return numbers;
    }

    private static OutcomeFormat FormatOf(OutcomeDatabase database)
    {
        if (database.Number("PRAGMA application_id") != OutcomeSchema.ApplicationId)
        {
            throw new OutcomesUnavailableException(
                database.Run,
                OutcomesFault.Damaged,
                $"The outcomes of run {database.Run} cannot be read: "
                + $"'{database.Path}' is not a file of outcomes, or damaged.");
        }

        var version = database.Number("PRAGMA user_version");
        return OutcomeFormat.Of(version) ?? throw new OutcomesUnavailableException(
            database.Run,
            OutcomesFault.NotUsable,
            $"The outcomes of run {database.Run} in '{database.Path}' have format {version}; "
            + $"this program reads the formats {OutcomeFormat.Versions}.");
    }
}
