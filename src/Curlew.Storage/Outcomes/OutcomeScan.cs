namespace Curlew.Storage.Outcomes;

/// <summary>
/// Reads outcomes part by part. Each part is a transaction of its own, so that however long somebody takes over the answer, no
/// transaction stays open, which would keep the log of a run that is being written from being folded into the file. Used by
/// one thread at a time.
/// </summary>
public sealed class OutcomeScan : IDisposable
{
    private readonly OutcomeSource _source;
    private readonly OutcomePosition _after;
    private IOutcomePath? _path;
    private bool _begun;
    private bool _ended;

    internal OutcomeScan(OutcomeSource source, OutcomePosition after) => (_source, _after) = (source, after);

    /// <summary>Reads on; answers how many. Fewer than there is room for only at the end.</summary>
    /// <exception cref="OutcomesUnavailableException">The file is damaged.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, also in the midst of looking for outcomes.</exception>
    public int Read(Span<OutcomeRow> rows, CancellationToken cancelled = default)
    {
        if (_ended || rows.IsEmpty)
            return 0;

        cancelled.ThrowIfCancellationRequested();
        using var interruption = cancelled.Register(_source.Database.Interrupt);
        try
        {
            _source.Database.Execute("BEGIN");
            if (!_begun)
                _path = OutcomePlan.Choose(_source, _after);
            _begun = true;
            var count = _path?.Read(rows) ?? 0;
            _source.Database.Execute("COMMIT");
            _ended = count < rows.Length;
            return count;
        }
        catch (OutcomesUnavailableException) when (cancelled.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancelled);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _path?.Dispose();
        _source.Database.Dispose();
    }
}
