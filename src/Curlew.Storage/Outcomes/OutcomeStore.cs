using Curlew.Domain.Definitions;
using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Disk;
using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Outcomes;

/// <summary>The outcomes of runs: one SQLite file per run, so that retention is deleting a file.</summary>
public sealed class OutcomeStore(
    DatabaseOptions options, DiskLimits limits, IFreeSpace freeSpace, TimeProvider time, ILogger<OutcomeStore> logger)
{
    /// <summary>
    /// The iteration of outcomes whose file does not know it, being of format 1. Not 0, for that is the number of a run's
    /// first iteration: a filter by it would find all of an old run.
    /// </summary>
    public const long UnknownIteration = -1;

    // SQLite's log, its index and its rollback journal lie beside the file.
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>Makes late indexes.</summary>
    internal OutcomeIndexing Indexing { get; } = new(limits, freeSpace, logger);

    /// <summary>
    /// Begins the file of a run whose journey has these steps; where nothing is to be kept, there will be none. A file
    /// without outcomes, left by a claim that sent nothing, is replaced; one with outcomes is not.
    /// </summary>
    /// <exception cref="OutcomesUnavailableException">The run has outcomes already, or the file cannot be written.</exception>
    public OutcomeWriter Create(RunId run, IReadOnlyList<string> stepNames, OutcomeSettings settings)
    {
        var path = PathOf(run);
        if (File.Exists(path) && OutcomeReader.HasRows(run, path))
        {
            throw new OutcomesUnavailableException(
                run, OutcomesFault.NotUsable, $"Run {run} already has outcomes in '{path}'; they are not overwritten.");
        }

        DataDirectory.Create(options.OutcomesDirectory);
        Delete(run);
        Indexing.BeginWriting(run);
        try
        {
            var disk = new DiskWatch(run, options.OutcomesDirectory, limits, freeSpace, time);
            var file = settings.Keep == OutcomeKeep.None ? null : Begin(run, path, stepNames);
            return new OutcomeWriter(run, settings, file, disk, () => Indexing.EndWriting(run), logger);
        }
        catch
        {
            Indexing.EndWriting(run);
            throw;
        }
    }

    /// <summary>
    /// Up to <paramref name="limit"/> outcomes that come after <paramref name="after"/> in an order; during the run too, up to
    /// the last commit.
    /// </summary>
    /// <exception cref="OutcomesUnavailableException">The file is missing, damaged or newer than the program.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public OutcomePage Read(
        RunId run, OutcomeFilter filter, OutcomeOrder order, OutcomePosition? after, int limit, CancellationToken cancelled = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        using var scan = Open(run, filter, order, after, toTheEnd: true);

        // One more than is wanted tells whether there is a next page.
        var rows = new OutcomeRow[limit + 1];
        var count = scan.Read(rows, cancelled);
        return count > limit ? new OutcomePage(rows[..limit], rows[limit - 1].Position) : new OutcomePage(rows[..count], Next: null);
    }

    /// <summary>
    /// All outcomes that come after <paramref name="after"/> in an order, to be read part by part: those that are committed now,
    /// whatever is written meanwhile.
    /// </summary>
    /// <exception cref="OutcomesUnavailableException">The file is missing, damaged or newer than the program.</exception>
    public OutcomeScan Scan(RunId run, OutcomeFilter filter, OutcomeOrder order, OutcomePosition? after) =>
        Open(run, filter, order, after, toTheEnd: false);

    /// <summary>Whether the run has a file of outcomes.</summary>
    public bool Exists(RunId run) => File.Exists(PathOf(run));

    /// <summary>The run whose outcomes are in a file of this name, or in SQLite's files beside it.</summary>
    internal static bool TryReadName(string fileName, out RunId run)
    {
        var companion = Array.Find(Companions, companion => fileName.EndsWith(companion, StringComparison.Ordinal)) ?? "";
        return RunId.TryParse(Path.GetFileNameWithoutExtension(fileName), out run) && fileName == NameOf(run) + companion;
    }

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

    private OutcomeFile Begin(RunId run, string path, IReadOnlyList<string> stepNames)
    {
        var database = OutcomeDatabase.Create(run, path);
        try
        {
            database.Execute(OutcomeSchema.Settings);
            WriteTables(database, stepNames);
            return new OutcomeFile(database, time);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private OutcomeScan Open(RunId run, OutcomeFilter filter, OutcomeOrder order, OutcomePosition? after, bool toTheEnd)
    {
        var path = PathOf(run);
        var source = OutcomeReader.Open(run, path, filter, order, toTheEnd);
        if (source.WouldUseIndex && !OutcomePlan.HasIndex(source))
            Indexing.Ask(run, path);
        return new OutcomeScan(source, after ?? order.Start());
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

    private static string NameOf(RunId run) => $"{run}.db";

    private string PathOf(RunId run) => Path.Combine(options.OutcomesDirectory, NameOf(run));
}
