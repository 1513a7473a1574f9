namespace Curlew.Storage.Outcomes;

/// <summary>
/// In row order, through the blocks that may hold a match: the way that always exists.
/// </summary>
internal sealed class OutcomeRowScan : IOutcomePath
{
    private readonly OutcomeStatement _statement;
    private long _after;

    public OutcomeRowScan(OutcomeSource source, OutcomePosition after)
    {
        _after = after.Row;
        var (range, order) = source.Order.IsDescending()
            ? ("first_row < ?1 AND row BETWEEN first_row AND min(last_row, ?1 - 1)", "first_row DESC, row DESC")
            : ($"first_row > ?1 - {OutcomeBlock.Size} AND row BETWEEN max(first_row, ?1 + 1) AND last_row", "first_row, row");
        _statement = source.Prepare(
            $"""
             SELECT row, {string.Join(", ", OutcomeColumns.Names)} FROM {source.BlocksAndOutcomes}
             WHERE {range}{source.Conditions.AndOfBlock}{source.Conditions.AndOfRow} ORDER BY {order} LIMIT ?2
             """);
    }

    /// <inheritdoc/>
    public int Read(Span<OutcomeRow> rows)
    {
        _statement.Bind(1, _after);
        _statement.Bind(2, rows.Length);
        var count = 0;
        while (count < rows.Length && _statement.Step())
            rows[count++] = new OutcomeRow(_statement.Column(0), OutcomeColumns.Read(_statement, first: 1));
        _statement.Reset();
        if (count > 0)
            _after = rows[count - 1].Row;
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();
}
