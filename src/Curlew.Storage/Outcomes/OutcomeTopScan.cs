namespace Curlew.Storage.Outcomes;

/// <summary>
/// By service time without the index: the blocks one after the other, the most promising first, and the best of what they
/// hold, until no block that is left can have anything better. Each part is looked for anew.
/// </summary>
internal sealed class OutcomeTopScan : IOutcomePath
{
    private readonly bool _descending;
    private readonly OutcomeStatement _blocks;
    private readonly OutcomeStatement _block;
    private readonly OutcomeLookup _lookup;
    private readonly PriorityQueue<OutcomePosition, OutcomePosition> _best;
    private OutcomePosition _after;

    public OutcomeTopScan(OutcomeSource source, OutcomePosition after)
    {
        _after = after;
        _descending = source.Order.IsDescending();

        // The worst of the best at the head, to be put out by a better one.
        _best = new(_descending ? Comparer<OutcomePosition>.Default : Comparer<OutcomePosition>.Create((left, right) => right.CompareTo(left)));
        _lookup = new OutcomeLookup(source);
        var (bound, other, beyond, order) = _descending
            ? ("greatest_total_micros", "least_total_micros", "<=", "DESC")
            : ("least_total_micros", "greatest_total_micros", ">=", "ASC");
        _blocks = source.Prepare(
            $"""
             SELECT first_row, {bound} FROM {source.Format.Blocks} WHERE {other} {beyond} ?1{source.Conditions.AndOfBlock}
             ORDER BY {bound} {order}
             """);
        _block = source.Prepare(
            $"""
             SELECT row, total_micros FROM {source.BlocksAndOutcomes}
             WHERE first_row = ?1 AND row BETWEEN first_row AND last_row AND total_micros BETWEEN ?2 AND ?3{source.Conditions.AndOfRow}
             """);
    }

    /// <inheritdoc/>
    public int Read(Span<OutcomeRow> rows)
    {
        _blocks.Bind(1, _after.ServiceTimeMicros);
        while (_blocks.Step() && (_best.Count < rows.Length || MayBeat(_blocks.Column(1))))
            Look(_blocks.Column(0), rows.Length);
        _blocks.Reset();

        var count = _best.Count;
        for (var place = count - 1; place >= 0; place--)
            _lookup.TryRead(_best.Dequeue().Row, out rows[place]);
        if (count > 0)
            _after = rows[count - 1].Position;
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _blocks.Dispose();
        _block.Dispose();
        _lookup.Dispose();
    }

    private bool MayBeat(long bound) =>
        _descending ? bound >= _best.Peek().ServiceTimeMicros : bound <= _best.Peek().ServiceTimeMicros;

    private void Look(long firstRow, int room)
    {
        var worst = _best.Count == room ? _best.Peek().ServiceTimeMicros : _descending ? long.MinValue : long.MaxValue;
        _block.Bind(1, firstRow);
        _block.Bind(2, _descending ? worst : _after.ServiceTimeMicros);
        _block.Bind(3, _descending ? _after.ServiceTimeMicros : worst);
        while (_block.Step())
        {
            var position = new OutcomePosition(_block.Column(0), _block.Column(1));
            if (_descending ? position >= _after : position <= _after)
                continue;
            if (_best.Count < room)
                _best.Enqueue(position, position);
            else
                _best.EnqueueDequeue(position, position);
        }

        _block.Reset();
    }
}
