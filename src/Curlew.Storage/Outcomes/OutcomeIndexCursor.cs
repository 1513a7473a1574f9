namespace Curlew.Storage.Outcomes;

/// <summary>
/// The outcomes of one number of traits by service time, from the late index. In two statements, since SQLite goes straight
/// to a place of an index by one column's range only: those beside the last outcome, with its very service time, and those
/// beyond.
/// </summary>
internal sealed class OutcomeIndexCursor : IDisposable
{
    private readonly OutcomeStatement _beside;
    private readonly OutcomeStatement _beyond;
    private readonly bool _descending;
    private readonly long _least;
    private readonly long _greatest;
    private bool _besideEnded;

    public OutcomeIndexCursor(OutcomeSource source, long traits)
    {
        _descending = source.Order.IsDescending();
        _least = source.Filter.MinServiceTimeMicros ?? long.MinValue;
        _greatest = source.Filter.MaxServiceTimeMicros ?? long.MaxValue;
        var (sign, order, end) = _descending ? ("<", "DESC", $">= {_least}") : (">", "ASC", $"<= {_greatest}");
        var index = $"SELECT row, total_micros FROM measures INDEXED BY {OutcomeSchema.LateIndex} WHERE traits = {traits}";
        _beside = source.Prepare(
            $"{index} AND total_micros = ?1 AND total_micros BETWEEN {_least} AND {_greatest} AND row {sign} ?2 ORDER BY row {order}");
        _beyond = source.Prepare(
            $"{index} AND total_micros {sign} ?1 AND total_micros {end} ORDER BY total_micros {order}, row {order}");
    }

    /// <summary>Begins behind a place.</summary>
    public void Begin(OutcomePosition after)
    {
        _besideEnded = false;
        _beside.Bind(1, after.ServiceTimeMicros);
        _beside.Bind(2, after.Row);
        _beyond.Bind(1, _descending
            ? Math.Min(after.ServiceTimeMicros, _greatest == long.MaxValue ? _greatest : _greatest + 1)
            : Math.Max(after.ServiceTimeMicros, _least == long.MinValue ? _least : _least - 1));
    }

    /// <summary>Goes to the next outcome; false where there is none.</summary>
    public bool TryAdvance(out OutcomePosition position)
    {
        if (!_besideEnded && Advance(_beside, out position))
            return true;
        _besideEnded = true;
        return Advance(_beyond, out position);
    }

    /// <summary>Lets go of the file until it begins again.</summary>
    public void End()
    {
        _beside.Reset();
        _beyond.Reset();
    }

    public void Dispose()
    {
        _beside.Dispose();
        _beyond.Dispose();
    }

    private static bool Advance(OutcomeStatement statement, out OutcomePosition position)
    {
        var found = statement.Step();
        position = found ? new OutcomePosition(statement.Column(0), statement.Column(1)) : default;
        return found;
    }
}
