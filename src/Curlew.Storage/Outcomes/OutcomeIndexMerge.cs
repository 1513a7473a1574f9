namespace Curlew.Storage.Outcomes;

/// <summary>
/// By service time with the late index, which has an order for each number of traits: those of the numbers that match,
/// merged, and each outcome looked at for what the index does not know.
/// </summary>
internal sealed class OutcomeIndexMerge : IOutcomePath
{
    private readonly OutcomeLookup _lookup;
    private readonly OutcomeIndexCursor[] _cursors;
    private readonly PriorityQueue<OutcomeIndexCursor, OutcomePosition> _next;
    private OutcomePosition _after;

    public OutcomeIndexMerge(OutcomeSource source, OutcomePosition after)
    {
        _after = after;
        _lookup = new OutcomeLookup(source);
        _cursors = [.. source.Traits!.Select(traits => new OutcomeIndexCursor(source, traits))];
        _next = new(source.Order.IsDescending()
            ? Comparer<OutcomePosition>.Create((left, right) => right.CompareTo(left))
            : Comparer<OutcomePosition>.Default);
    }

    /// <inheritdoc/>
    public int Read(Span<OutcomeRow> rows)
    {
        foreach (var cursor in _cursors)
        {
            cursor.Begin(_after);
            Advance(cursor);
        }

        var count = 0;
        while (count < rows.Length && _next.TryDequeue(out var cursor, out var position))
        {
            if (_lookup.TryRead(position.Row, out rows[count]))
                count++;
            _after = position;
            Advance(cursor);
        }

        _next.Clear();
        foreach (var cursor in _cursors)
            cursor.End();
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lookup.Dispose();
        foreach (var cursor in _cursors)
            cursor.Dispose();
    }

    private void Advance(OutcomeIndexCursor cursor)
    {
        if (cursor.TryAdvance(out var position))
            _next.Enqueue(cursor, position);
    }
}
