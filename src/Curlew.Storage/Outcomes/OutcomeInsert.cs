using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// Appends outcomes through one prepared statement. SQLite keeps a parameter's value from one row to the next, so only
/// what differs from the row before is handed over: most of an outcome's columns hardly ever change.
/// </summary>
internal sealed class OutcomeInsert : IDisposable
{
    private readonly OutcomeStatement _statement;
    private readonly long[] _bound = new long[OutcomeColumns.Names.Length];
    private readonly long[] _values = new long[OutcomeColumns.Names.Length];

    public OutcomeInsert(OutcomeDatabase database)
    {
        var names = string.Join(", ", OutcomeColumns.Names);
        var parameters = string.Join(", ", OutcomeColumns.Names.Select(_ => "?"));
        _statement = database.Prepare($"INSERT INTO outcomes ({names}) VALUES ({parameters})");
        for (var column = 0; column < _bound.Length; column++)
            _statement.Bind(column + 1, 0);
    }

    public void Run(in Outcome outcome)
    {
        OutcomeColumns.Take(outcome, _values);
        for (var column = 0; column < _values.Length; column++)
        {
            if (_values[column] == _bound[column])
                continue;

            _bound[column] = _values[column];
            _statement.Bind(column + 1, _values[column]);
        }

        _statement.Run();
    }

    public void Dispose() => _statement.Dispose();
}
