namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// The faults of one document, answered in the document's order, however they were found; and the places that the
/// document has, so that a rule can tell a field that is missing from one that is there but faulty.
/// </summary>
internal sealed class FaultList
{
    /// <summary>Faults that are listed one by one; nobody reads more, and a hostile document could have millions.</summary>
    public const int Listed = 200;

    private readonly Dictionary<string, int> _places = [];
    private readonly List<DefinitionFault> _faults = [];
    private readonly HashSet<string> _faulty = [];
    private int _unlisted;

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsEmpty => _faults.Count == 0;

    /// <summary>Whether further faults are only counted.</summary>
    public bool IsFull => _faults.Count == Listed;

    /// <summary>Notes that the document has this field, and that it comes after all those noted before.</summary>
    public void Place(string field) => _places.TryAdd(field, _places.Count);

    /// <summary>Whether the document has this field, faulty or not.</summary>
    public bool Has(string field) => _places.ContainsKey(field);

    /// <summary>Whether something is wrong with this very field.</summary>
    public bool At(string field) => _faulty.Contains(field);

    /// <summary>The same of a field whose name ignores case, as those of headers do.</summary>
    public bool AtInAnyCase(string field) => _faulty.Contains(field, StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds what is wrong with a field, as a sentence that says what is allowed.</summary>
    public void Add(string field, string message)
    {
        if (IsFull)
        {
            _unlisted++;
            return;
        }

        _faults.Add(new DefinitionFault(field, message));
        _faulty.Add(field);
    }

    /// <summary>All faults; those of one field in the order in which they were found.</summary>
    public IReadOnlyList<DefinitionFault> InOrder()
    {
        var ordered = _faults.OrderBy(fault => PlaceOf(fault.Field)).ToList();
        if (_unlisted > 0)
            ordered.Add(new DefinitionFault("", $"There are {_unlisted} more faults, which are not listed."));
        return ordered;
    }

    /// <summary>A field that is missing stands where the nearest one around it stands.</summary>
    private int PlaceOf(string field)
    {
        for (var path = field; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))])
        {
            if (_places.TryGetValue(path, out var place))
                return place;
        }

        return -1;
    }
}
