using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Curlew.Domain.Targets;

/// <summary>A host as libcurl takes it: an address, however it is spelt, or a name.</summary>
/// <param name="Name">As people would write it: lower case, no dot at its end, addresses without brackets.</param>
/// <param name="Address">The address in canonical form (<see cref="EmbeddedIPv4.Canonical"/>); null for a name.</param>
internal sealed record TargetHost(string Name, IPAddress? Address)
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;
    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>
    /// Reads the host of a URL, with or without brackets; null where it is none. <c>0177.0.0.1</c>, <c>2130706433</c>,
    /// <c>0x7f.1</c> and <c>%31%32%37.0.0.1</c> are 127.0.0.1 to libcurl, and so here.
    /// </summary>
    public static TargetHost? Read(string host)
    {
        var text = Uri.UnescapeDataString(host).ToLowerInvariant();
        if (text.StartsWith('[') && text.EndsWith(']'))
        {
            return IPAddress.TryParse(text[1..^1], out var literal) && literal.AddressFamily == AddressFamily.InterNetworkV6
                ? OfAddress(literal)
                : null;
        }

        var name = text.EndsWith('.') ? text[..^1] : text;
        if (IPAddress.TryParse(name, out var address))
            return OfAddress(address);
        return IsName(name) ? new TargetHost(name, null) : null;
    }

    /// <summary>An address that was found otherwise.</summary>
    public static TargetHost OfAddress(IPAddress address)
    {
        var canonical = EmbeddedIPv4.Canonical(address);
        return new TargetHost(canonical.ToString(), canonical);
    }

    /// <summary>Whether a lower-case text is the name of a host, as DNS, /etc/hosts and certificates know them.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && !IsNumeric(text)
        && text.Split('.').All(label => label.Length is > 0 and <= LongestLabel && !label.AsSpan().ContainsAnyExcept(LabelCharacters));

    /// <summary>Whether a lower-case text ends in a number, so that it is read as an address and can be no name (WHATWG URL, "ends in a number").</summary>
    public static bool IsNumeric(string text)
    {
        var last = text.TrimEnd('.').Split('.')[^1];
        return last.Length > 0 && (last.All(char.IsAsciiDigit)
            || (last.StartsWith("0x", StringComparison.Ordinal) && last.AsSpan(2).TrimStart("0123456789abcdef").IsEmpty));
    }
}
