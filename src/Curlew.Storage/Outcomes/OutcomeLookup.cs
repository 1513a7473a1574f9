namespace Curlew.Storage.Outcomes;

/// <summary>Reads one outcome by its row, where it matches.</summary>
internal sealed class OutcomeLookup(OutcomeSource source) : IDisposable
{
    private readonly OutcomeStatement _statement = source.Prepare(
        $"""
         SELECT row, {string.Join(", ", OutcomeColumns.Names)} FROM {source.BlocksAndOutcomes}
         WHERE first_row = ?1 AND row = ?2{source.Conditions.AndOfRow}
         """);

    /// <summary>The outcome; false where it does not match.</summary>
    public bool TryRead(long row, out OutcomeRow outcome)
    {
        _statement.Bind(1, OutcomeBlock.FirstRowOf(row));
        _statement.Bind(2, row);
        var matches = _statement.Step();
        outcome = matches ? new OutcomeRow(row, OutcomeColumns.Read(_statement, first: 1)) : default;
        _statement.Reset();
        return matches;
    }

    public void Dispose() => _statement.Dispose();
}
