using System.Text;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>Names fields as people would: <c>steps[0].headers.Accept</c>; odd names as <c>headers['a b']</c>.</summary>
internal static class FieldPath
{
    private const int ShownCharacters = 60;

    /// <summary>The path of a member.</summary>
    public static string Member(string parent, string name)
    {
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') || name.Length is 0 or > ShownCharacters)
            return $"{parent}['{Shown(name)}']";
        return parent.Length == 0 ? name : $"{parent}.{name}";
    }

    /// <summary>The path of an element.</summary>
    public static string Element(string parent, int index) => $"{parent}[{index}]";

    /// <summary>A path below another one.</summary>
    public static string Below(string parent, string path) =>
        path.Length == 0 ? parent : path[0] == '[' ? parent + path : $"{parent}.{path}";

    /// <summary>Text of the document as it may stand in a message: short, and without control characters.</summary>
    public static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= ShownCharacters)
                return shown.Append('…').ToString();
            if (Rune.IsControl(rune))
                shown.Append($"\\u{rune.Value:x4}");
            else
                shown.Append(rune);
        }

        return shown.ToString();
    }
}
