using System.Text;

namespace Curlew.Engine.Answers;

/// <summary>Finds headers and cookies in the header lines of an answer, as libcurl hands them on. Allocates nothing.</summary>
internal static class HeaderFinder
{
    private static ReadOnlySpan<byte> SetCookie => "set-cookie"u8;

    private static ReadOnlySpan<byte> Blanks => " \t"u8;

    /// <summary>The value of the last line with a name, in any case and without the blanks around it.</summary>
    internal static bool TryFindHeader(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        var found = false;
        while (TryReadLine(ref lines, out var lineName, out var lineValue))
        {
            if (!Ascii.EqualsIgnoreCase(lineName, name))
                continue;
            value = lineValue;
            found = true;
        }

        return found;
    }

    /// <summary>Whether there is a header whose value holds a text; several lines of one name may each hold it.</summary>
    internal static bool Holds(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        while (TryReadLine(ref lines, out var lineName, out var lineValue))
        {
            if (Ascii.EqualsIgnoreCase(lineName, name) && lineValue.IndexOf(text) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>The value of the last cookie of a name that is set (RFC 6265, section 5.2; names of cookies know case).</summary>
    internal static bool TryFindCookie(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> cookie, out ReadOnlySpan<byte> value)
    {
        value = default;
        var found = false;
        while (TryReadLine(ref lines, out var lineName, out var lineValue))
        {
            if (!Ascii.EqualsIgnoreCase(lineName, SetCookie))
                continue;
            var pair = lineValue.IndexOf((byte)';') is >= 0 and var end ? lineValue[..end] : lineValue;
            if (pair.IndexOf((byte)'=') is not (>= 0 and var equals) || !pair[..equals].Trim(Blanks).SequenceEqual(cookie))
                continue;
            value = pair[(equals + 1)..].Trim(Blanks);
            found = true;
        }

        return found;
    }

    /// <summary>Takes the next "name: value"; lines without a colon (status lines, the empty line) are passed over.</summary>
    private static bool TryReadLine(scoped ref ReadOnlySpan<byte> lines, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (lines.Length > 0)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = (end < 0 ? lines : lines[..end]).TrimEnd("\r\n"u8);
            lines = end < 0 ? default : lines[(end + 1)..];
            if (line.IndexOf((byte)':') is not (> 0 and var colon) || line.StartsWith("HTTP/"u8))
                continue;
            name = line[..colon];
            value = line[(colon + 1)..].Trim(Blanks);
            return true;
        }

        name = value = default;
        return false;
    }
}
