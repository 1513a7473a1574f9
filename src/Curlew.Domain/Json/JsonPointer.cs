using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Curlew.Domain.Json;

/// <summary>A JSON pointer (RFC 6901), as in <c>/items/0/id</c>; empty text points at the whole document.</summary>
public sealed class JsonPointer : IEquatable<JsonPointer>
{
    private JsonPointer(string text, IReadOnlyList<JsonPointerToken> tokens) => (Text, Tokens) = (text, tokens);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Its reference tokens, unescaped.</summary>
    public IReadOnlyList<JsonPointerToken> Tokens { get; }

    /// <summary>Reads a pointer; <paramref name="fault"/> is a sentence that says what is wrong.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out JsonPointer? pointer, [NotNullWhen(false)] out string? fault)
    {
        pointer = null;
        fault = null;
        if (text.Length > 0 && text[0] != '/')
        {
            fault = "Must be a JSON pointer (RFC 6901): empty, or parts that each begin with \"/\", as in \"/items/0/id\".";
            return false;
        }

        for (var tilde = text.IndexOf('~'); tilde >= 0; tilde = text.IndexOf('~', tilde + 1))
        {
            if (tilde + 1 < text.Length && text[tilde + 1] is '0' or '1')
                continue;
            fault = $"Must be a JSON pointer (RFC 6901), in which \"~\" stands only in \"~0\" (for ~) and \"~1\" (for /), but has one at character {tilde + 1}.";
            return false;
        }

        pointer = new JsonPointer(text, [.. text.Split('/').Skip(1).Select(JsonPointerToken.Of)]);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(JsonPointer? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonPointer);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>One step of a pointer: a member's name, or an element's place where it is met in an array.</summary>
/// <param name="Name">The name in UTF-8.</param>
/// <param name="Index">The place; -1 where it is none (RFC 6901: no leading zeros).</param>
public readonly record struct JsonPointerToken(ReadOnlyMemory<byte> Name, int Index)
{
    internal static JsonPointerToken Of(string escaped)
    {
        // In this order (RFC 6901, section 4), or ~01 would become /.
        var name = escaped.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        var isIndex = name == "0" || (name.Length is > 0 and < 10 && name[0] != '0' && name.All(char.IsAsciiDigit));
        return new JsonPointerToken(
            Encoding.UTF8.GetBytes(name), isIndex ? int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) : -1);
    }
}
