using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// A file of outcomes that is being written, many outcomes to a transaction. Used by one thread at a time. Nothing is
/// allocated per outcome.
/// </summary>
internal sealed class OutcomeFile : IDisposable
{
    private const int RowsPerCommit = 50_000;

    // So few are indexed so soon that it holds nobody up.
    private const int RowsToIndexAtOnce = 250_000;

    private static readonly TimeSpan TimePerCommit = TimeSpan.FromSeconds(0.5);

    private readonly OutcomeDatabase _database;
    private readonly TimeProvider _time;
    private readonly OutcomeInsert _insertOutcome;
    private readonly OutcomeStatement _insertBlock;
    private readonly OutcomeStatement _begin;
    private readonly OutcomeStatement _commit;
    private OutcomeBlock _block;
    private long _began;

    public OutcomeFile(OutcomeDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
        _insertOutcome = new OutcomeInsert(database);
        _insertBlock = database.Prepare(OutcomeSchema.InsertBlock);
        _begin = database.Prepare("BEGIN");
        _commit = database.Prepare("COMMIT");
    }

    /// <summary>Where it is.</summary>
    public string Path => _database.Path;

    /// <summary>Outcomes written so far; readers see those of them that are committed.</summary>
    public long Rows { get; private set; }

    /// <summary>Those of them that are not committed.</summary>
    public int Uncommitted { get; private set; }

    /// <summary>What writing first failed with; null where it has not. What fails after it is only what came of it.</summary>
    public OutcomesUnavailableException? Fault { get; private set; }

    /// <summary>Appends an outcome.</summary>
    public void Append(in Outcome outcome)
    {
        try
        {
            Add(outcome);
        }
        catch (OutcomesUnavailableException exception)
        {
            Fault ??= exception;
            throw;
        }
    }

    /// <summary>Commits where half a second has passed since the first outcome that is not committed.</summary>
    public void FlushIfDue()
    {
        if (Uncommitted > 0 && _time.GetElapsedTime(_began) >= TimePerCommit)
            Commit();
    }

    /// <summary>Commits everything.</summary>
    public void Commit()
    {
        if (Uncommitted == 0)
            return;
        if (Fault is { } fault && !_database.IsInTransaction)
            throw fault;

        try
        {
            // The unfinished block too: a row outside of all blocks would be found by no filter.
            if (_block.Rows > 0)
                _block.Save(_insertBlock);
            _commit.Run();
            Uncommitted = 0;
        }
        catch (OutcomesUnavailableException exception)
        {
            Fault ??= exception;
            throw;
        }
    }

    /// <summary>Commits everything and makes the file what readers like best.</summary>
    public void Complete()
    {
        Commit();
        if (Rows <= RowsToIndexAtOnce)
            _database.Execute(OutcomeSchema.CreateLateIndex);

        // A reader at this moment keeps the log alive; then the file stays with its log, which reads just as well.
        _database.TryExecute(OutcomeSchema.OneFile);
    }

    public void Dispose()
    {
        _insertOutcome.Dispose();
        _insertBlock.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _database.Dispose();
    }

    private void Add(in Outcome outcome)
    {
        if (Uncommitted == 0)
            Begin();

        if (_block.Rows == 0)
            _block = new OutcomeBlock(Rows + 1, outcome);
        _insertOutcome.Run(outcome, ref _block);
        Rows++;
        if (_block.Rows == OutcomeBlock.Size)
            EndBlock();
        if (++Uncommitted == RowsPerCommit)
            Commit();
    }

    private void Begin()
    {
        _begin.Run();
        _began = _time.GetTimestamp();
    }

    private void EndBlock()
    {
        _block.Save(_insertBlock);
        _block = default;
    }
}
