using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Outcomes;

/// <summary>The outcomes of runs: one SQLite file per run, so that retention is deleting a file.</summary>
public sealed class OutcomeStore(DatabaseOptions options, TimeProvider time, ILogger<OutcomeStore> logger)
{
    /// <summary>
    /// The iteration of outcomes whose file does not know it, being of format 1. Not 0, for that is the number of a run's
    /// first iteration: a filter by it would find all of an old run.
    /// </summary>
    public const long UnknownIteration = -1;

    // SQLite's log, its index and its rollback journal lie beside the file.
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>
    /// Begins the file of a run whose journey has these steps. A file without outcomes, left by a claim that sent
    /// nothing, is replaced; one with outcomes is not.
    /// </summary>
    /// <exception cref="OutcomesUnavailableException">The run has outcomes already, or the file cannot be written.</exception>
    public OutcomeWriter Create(RunId run, IReadOnlyList<string> stepNames)
    {
        var path = PathOf(run);
        if (File.Exists(path) && OutcomeReader.HasRows(run, path))
            throw new OutcomesUnavailableException(run, $"Run {run} already has outcomes in '{path}'; they are not overwritten.");

        DataDirectory.Create(options.OutcomesDirectory);
        Delete(run);
        var database = OutcomeDatabase.Create(run, path);
        try
        {
            database.Execute(OutcomeSchema.Settings);
            WriteTables(database, stepNames);
            return new OutcomeWriter(database, time, logger);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Up to <paramref name="limit"/> outcomes after row <paramref name="afterRow"/>, in row order; during the run too,
    /// up to the last commit.
    /// </summary>
    /// <exception cref="OutcomesUnavailableException">The file is missing, damaged or newer than the program.</exception>
    public OutcomePage Read(RunId run, OutcomeFilter filter, long? afterRow, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return OutcomeReader.Read(run, PathOf(run), filter, afterRow ?? 0, limit);
    }

    /// <summary>Whether the run has a file of outcomes.</summary>
    public bool Exists(RunId run) => File.Exists(PathOf(run));

    /// <summary>Deletes the run's file, if any, with all that belongs to it.</summary>
    public void Delete(RunId run)
    {
        var path = PathOf(run);
        if (!Directory.Exists(options.OutcomesDirectory))
            return;

        File.Delete(path);
        foreach (var companion in Companions)
            File.Delete(path + companion);
    }

    private static void WriteTables(OutcomeDatabase database, IReadOnlyList<string> stepNames)
    {
        // In one transaction, so that a reader finds all of it or no outcomes at all.
        database.Execute("BEGIN");
        database.Execute(OutcomeSchema.Tables);
        using (var insert = database.Prepare(OutcomeSchema.InsertStep))
        {
            for (var position = 0; position < stepNames.Count; position++)
            {
                insert.Bind(1, position);
                insert.Bind(2, stepNames[position]);
                insert.Run();
            }
        }

        database.Execute("COMMIT");
    }

    private string PathOf(RunId run) => Path.Combine(options.OutcomesDirectory, $"{run}.db");
}
