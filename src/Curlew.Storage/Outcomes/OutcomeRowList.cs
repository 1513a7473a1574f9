namespace Curlew.Storage.Outcomes;

/// <summary>In row order, through rows that the late index named: for what is rare and may be anywhere.</summary>
internal sealed class OutcomeRowList : IOutcomePath
{
    private readonly OutcomeLookup _lookup;
    private readonly List<long> _rows;
    private int _next;

    /// <param name="source">The file.</param>
    /// <param name="rows">Rows that may match, in any order.</param>
    /// <param name="after">Where to begin.</param>
    public OutcomeRowList(OutcomeSource source, List<long> rows, OutcomePosition after)
    {
        _lookup = new OutcomeLookup(source);
        _rows = rows;
        if (source.Order.IsDescending())
        {
            _rows.RemoveAll(row => row >= after.Row);
            _rows.Sort((left, right) => right.CompareTo(left));
        }
        else
        {
            _rows.RemoveAll(row => row <= after.Row);
            _rows.Sort();
        }
    }

    /// <inheritdoc/>
    public int Read(Span<OutcomeRow> rows)
    {
        var count = 0;
        while (count < rows.Length && _next < _rows.Count)
        {
            if (_lookup.TryRead(_rows[_next++], out rows[count]))
                count++;
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _lookup.Dispose();
}
