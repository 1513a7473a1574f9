using Curlew.Domain.Outcomes;
using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// Appends the outcomes of one run to its file, many to a transaction. Used by one thread at a time. Nothing is
/// allocated per outcome.
/// </summary>
public sealed partial class OutcomeWriter : IOutcomeSink, IDisposable
{
    private const int RowsPerCommit = 50_000;

    private static readonly TimeSpan TimePerCommit = TimeSpan.FromSeconds(0.5);

    private readonly OutcomeDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OutcomeInsert _insertOutcome;
    private readonly OutcomeStatement _insertBlock;
    private readonly OutcomeStatement _begin;
    private readonly OutcomeStatement _commit;
    private OutcomeBlock _block;
    private int _uncommitted;
    private long _began;
    private bool _closed;

    internal OutcomeWriter(OutcomeDatabase database, TimeProvider time, ILogger logger)
    {
        _database = database;
        _time = time;
        _logger = logger;
        _insertOutcome = new OutcomeInsert(database);
        _insertBlock = database.Prepare(OutcomeSchema.InsertBlock);
        _begin = database.Prepare("BEGIN");
        _commit = database.Prepare("COMMIT");
    }

    /// <summary>Outcomes written so far; readers see those of them that are committed.</summary>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="OutcomesUnavailableException">The file cannot be written, say because the disk is full.</exception>
    public void Write(ReadOnlySpan<Outcome> outcomes)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        foreach (ref readonly var outcome in outcomes)
        {
            if (_uncommitted == 0)
                Begin();

            if (_block.Rows == 0)
                _block = new OutcomeBlock(Rows + 1, outcome);
            _insertOutcome.Run(outcome, _block);
            Rows++;
            _block.Add(outcome);
            if (_block.Rows == OutcomeBlock.Size)
                EndBlock();
            if (++_uncommitted == RowsPerCommit)
                Commit();
        }

        FlushIfDue();
    }

    /// <summary>
    /// Commits what was written where half a second has passed since the first of it; for callers with nothing to write.
    /// </summary>
    public void FlushIfDue()
    {
        if (_uncommitted > 0 && _time.GetElapsedTime(_began) >= TimePerCommit)
            Commit();
    }

    /// <summary>
    /// Commits everything and closes the file for good. Without it, as after a failure, <see cref="Dispose"/> keeps what
    /// was written as far as it can.
    /// </summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        Commit();

        // A reader at this moment keeps the log alive; then the file stays with its log, which reads just as well.
        _database.TryExecute(OutcomeSchema.OneFile);
        Close();
        LogCompleted(_database.Run, Rows, _database.Path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_closed)
            return;

        try
        {
            Commit();
        }
        catch (OutcomesUnavailableException exception)
        {
            LogLost(exception, _database.Run, _uncommitted);
        }

        Close();
    }

    private void Begin()
    {
        _begin.Run();
        _began = _time.GetTimestamp();
    }

    private void Commit()
    {
        if (_uncommitted == 0)
            return;

        // The unfinished block too: a row outside of all blocks would be found by no filter.
        if (_block.Rows > 0)
            _block.Save(_insertBlock);
        _commit.Run();
        _uncommitted = 0;
    }

    private void EndBlock()
    {
        _block.Save(_insertBlock);
        _block = default;
    }

    private void Close()
    {
        _closed = true;
        _insertOutcome.Dispose();
        _insertBlock.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _database.Dispose();
    }
}
