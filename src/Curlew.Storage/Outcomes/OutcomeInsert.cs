using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// Appends outcomes through one prepared statement. SQLite keeps a parameter's value from one row to the next, so only
/// what differs from the row before is handed over: most of an outcome's columns hardly ever change.
/// </summary>
internal sealed class OutcomeInsert : IDisposable
{
    private readonly OutcomeStatement _statement;
    private readonly OutcomeTraitsNumbers _traits;
    private readonly long[] _bound = new long[OutcomeMeasures.Names.Length];
    private readonly long[] _values = new long[OutcomeMeasures.Names.Length];

    public OutcomeInsert(OutcomeDatabase database)
    {
        _traits = new OutcomeTraitsNumbers(database);
        _statement = database.Prepare(OutcomeSchema.InsertMeasures);
        for (var column = 0; column < _bound.Length; column++)
            _statement.Bind(column + 1, 0);
    }

    /// <summary>Appends an outcome to its block.</summary>
    public void Run(in Outcome outcome, ref OutcomeBlock block)
    {
        var traits = _traits.Of(outcome);
        block.Add(outcome, traits);
        OutcomeMeasures.Take(outcome, traits, block, _values);
        for (var column = 0; column < _values.Length; column++)
        {
            if (_values[column] == _bound[column])
                continue;

            _bound[column] = _values[column];
            _statement.Bind(column + 1, _values[column]);
        }

        _statement.Run();
    }

    public void Dispose()
    {
        _traits.Dispose();
        _statement.Dispose();
    }
}
