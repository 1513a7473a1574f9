using System.Text.Json;
using Curlew.Domain.Definitions.Reading;

namespace Curlew.Domain.Definitions.Import;

/// <summary>
/// An object of an HTTP archive with its place, as in <c>log.entries[3].request</c>. Reading from it never throws: what is
/// missing is null, and what has a wrong type is null too and told to <see cref="HarFault"/>.
/// </summary>
internal readonly struct HarNode
{
    private readonly JsonElement _object;
    private readonly HarFault _fault;

    private HarNode(JsonElement value, string path, HarFault fault)
    {
        _object = value;
        _fault = fault;
        Path = path;
    }

    /// <summary>Where it stands.</summary>
    public string Path { get; }

    /// <summary>The whole archive; null, and told, where it is no object.</summary>
    public static HarNode? Root(JsonElement value, HarFault fault) => AsObject(value, "", fault);

    /// <summary>An object in it.</summary>
    public HarNode? Object(string name) => Find(name) is { } value ? AsObject(value, PathOf(name), _fault) : null;

    /// <summary>An array in it, whatever its elements are.</summary>
    public JsonElement? Array(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Array)
            return value;
        _fault.Tell(PathOf(name), $"must be an array, but is {ScalarCheck.KindOf(value)}");
        return null;
    }

    /// <summary>The objects of an array in it; none where it is missing.</summary>
    public IEnumerable<HarNode> Objects(string name)
    {
        if (Array(name) is not { } array)
            yield break;
        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            if (AsObject(element, FieldPath.Element(PathOf(name), index++), _fault) is { } found)
                yield return found;
        }
    }

    /// <summary>An element of an array that <see cref="Array"/> gave, with its own place for faults.</summary>
    public HarNode? Element(string name, JsonElement element, int index, HarFault fault) =>
        AsObject(element, FieldPath.Element(PathOf(name), index), fault);

    /// <summary>A text in it.</summary>
    public string? Text(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
        {
            _fault.Tell(PathOf(name), $"must be a string, but is {ScalarCheck.KindOf(value)}");
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // "\ud800" is JSON, but half of a character.
            _fault.Tell(PathOf(name), "must be Unicode text, but holds half of a surrogate pair");
            return null;
        }
    }

    /// <summary>A text that must be there.</summary>
    public string? NeededText(string name)
    {
        if (Find(name) is null)
            _fault.Tell(PathOf(name), "is missing");
        return Text(name);
    }

    /// <summary>A number in it.</summary>
    public double? Number(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
            return number;
        _fault.Tell(PathOf(name), $"must be a number, but is {ScalarCheck.KindOf(value)}");
        return null;
    }

    /// <summary>Whether it has a member, were it only null.</summary>
    public bool Has(string name) => TryFind(name, out _);

    /// <summary>Tells a fault of a member.</summary>
    public void Tell(string name, string reason) => _fault.Tell(PathOf(name), reason);

    /// <summary>The place of a member.</summary>
    public string PathOf(string name) => FieldPath.Member(Path, name);

    private static HarNode? AsObject(JsonElement value, string path, HarFault fault)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return new HarNode(value, path, fault);
        fault.Tell(path, $"must be an object, but is {ScalarCheck.KindOf(value)}");
        return null;
    }

    private JsonElement? Find(string name) => TryFind(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private bool TryFind(string name, out JsonElement value)
    {
        try
        {
            return _object.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            // Another member's name is half of a surrogate pair.
            _fault.Tell(Path, "has a member whose name is no Unicode text");
            value = default;
            return false;
        }
    }
}

/// <summary>The first fault of a part of an archive.</summary>
internal sealed class HarFault
{
    /// <summary>Where it is; null where there is none.</summary>
    public string? Place { get; private set; }

    /// <summary>What it is, as the end of a sentence.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Whether there is one.</summary>
    public bool IsTold => Place is not null;

    /// <summary>Takes a fault in; only the first one counts.</summary>
    public void Tell(string place, string reason)
    {
        if (IsTold)
            return;
        Place = place;
        Reason = reason;
    }
}
