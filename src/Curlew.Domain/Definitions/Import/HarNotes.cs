using Curlew.Domain.Definitions.Reading;

namespace Curlew.Domain.Definitions.Import;

/// <summary>
/// What of an archive is not in the definition. Archives have thousands of entries, so that each reason is told once where it
/// concerns all of them, and entries are named up to a number.
/// </summary>
internal sealed class HarNotes
{
    /// <summary>How many entries are named one by one.</summary>
    public const int MostEntries = 200;

    private readonly List<LeftOut> _leftOut = [];
    private readonly HashSet<string> _toldOnce = new(StringComparer.OrdinalIgnoreCase);
    private int _entries;

    /// <summary>The reason of the first entry that was left out; null where none was.</summary>
    public LeftOut? FirstEntry { get; private set; }

    /// <summary>An entry, or a part of one.</summary>
    public void Add(string what, string reason)
    {
        var note = new LeftOut(FieldPath.Shown(what), reason);
        FirstEntry ??= note;
        if (_entries++ < MostEntries)
            _leftOut.Add(note);
    }

    /// <summary>What concerns the archive as a whole.</summary>
    public void AddOnce(string what, string reason)
    {
        if (_toldOnce.Add(what) && _toldOnce.Count <= MostEntries)
            _leftOut.Add(new LeftOut(FieldPath.Shown(what), reason));
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<LeftOut> ToList() => _entries <= MostEntries
        ? _leftOut
        : [.. _leftOut, new LeftOut($"{_entries - MostEntries} more", $"only the first {MostEntries} are named one by one")];
}
