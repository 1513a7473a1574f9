using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// Numbers the combinations of traits of one file, from 0 in the order in which they first occur: SQLite stores 0 and 1
/// in no bytes and what is below 128 in one. A combination is written before the first outcome that has it, in the same
/// transaction.
/// </summary>
internal sealed class OutcomeTraitsNumbers(OutcomeDatabase database) : IDisposable
{
    // Enough for the run of a journey of a dozen steps, so that nothing grows while load is sent.
    private const int Expected = 128;

    private readonly OutcomeStatement _insert = database.Prepare(OutcomeSchema.InsertTraits);
    private readonly Dictionary<OutcomeTraits, int> _numbers = new(Expected);
    private OutcomeTraits _last;
    private int _lastNumber = -1;

    /// <summary>The number of an outcome's traits.</summary>
    public int Of(in Outcome outcome)
    {
        var traits = OutcomeTraits.Of(outcome);
        if (_lastNumber >= 0 && traits == _last)
            return _lastNumber;

        if (!_numbers.TryGetValue(traits, out var number))
            number = Add(traits);
        _last = traits;
        _lastNumber = number;
        return number;
    }

    public void Dispose() => _insert.Dispose();

    private int Add(in OutcomeTraits traits)
    {
        var number = _numbers.Count;
        _insert.Bind(1, number);
        traits.Bind(_insert, first: 2);
        _insert.Run();
        _numbers.Add(traits, number);
        return number;
    }
}
