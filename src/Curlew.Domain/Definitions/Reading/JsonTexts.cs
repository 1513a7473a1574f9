using System.Text.Json;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// Whether the variables in the texts of a JSON value, its members' names among them, can be used there. Each is named with
/// its own place, as in <c>steps[0].body.items[2].id</c>.
/// </summary>
internal sealed class JsonTexts(VariableScope scope)
{
    /// <summary>From the outermost to where the walk is; put together only where a text has variables.</summary>
    private readonly Stack<(string? Member, int Index)> _place = new();
    private bool _isSound = true;

    /// <summary>Looks at all texts of a value; names what is wrong with them.</summary>
    public bool AreSound(JsonElement value, string field)
    {
        Check(value, field);
        return _isSound;
    }

    private void Check(JsonElement value, string root)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _place.Push((member.Name, 0));
                    Check(member.Name, root);
                    Check(member.Value, root);
                    _place.Pop();
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var element in value.EnumerateArray())
                {
                    _place.Push((null, index++));
                    Check(element, root);
                    _place.Pop();
                }

                break;
            case JsonValueKind.String:
                Check(value.GetString()!, root);
                break;
        }
    }

    private void Check(string text, string root)
    {
        if (text.Contains("${", StringComparison.Ordinal))
            _isSound &= scope.Read(text, ValueEncoding.Json, Place(root)) is not null;
    }

    private string Place(string root) => _place.Reverse().Aggregate(
        root,
        (path, part) => part.Member is { } name ? FieldPath.Member(path, name) : FieldPath.Element(path, part.Index));
}
