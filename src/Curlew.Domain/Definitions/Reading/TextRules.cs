using System.Buffers;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What names and parts of a request may be made of.</summary>
internal static class TextRules
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether text is a token, as methods and header names are (RFC 9110, section 5.6.2).</summary>
    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>The first control character other than tab, as in <c>U+000D</c>; null where there is none.</summary>
    public static string? ControlCharacter(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) && c != '\t')
                return $"U+{(int)c:X4}";
        }

        return null;
    }

    /// <summary>Names are shown in lists and logs: something must be seen, on one line.</summary>
    public static string? FaultOfName(string name) =>
        string.IsNullOrWhiteSpace(name) ? "Must not be empty; leave it out for a default."
        : name.Any(char.IsControl) ? "Must not hold control characters such as line breaks."
        : null;

    /// <inheritdoc cref="FaultOfName"/>
    public static void CheckName(string? name, string field, FaultList faults)
    {
        if (name is not null && FaultOfName(name) is { } fault)
            faults.Add(field, fault);
    }
}
