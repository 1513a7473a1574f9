using System.Net;
using System.Net.Sockets;

namespace Curlew.Domain.Targets;

/// <summary>IPv6 addresses that lead to an IPv4 one, and addresses that lead to this machine.</summary>
internal static class EmbeddedIPv4
{
    private const int IPv4Bytes = 4;

    /// <summary>
    /// IPv4-compatible (RFC 4291), IPv4-translated (RFC 2765) and NAT64 (RFC 6052); <see cref="IPNetwork"/> does not know IPv4-mapped ones.
    /// </summary>
    private static readonly IPNetwork[] InLastBytes =
    [
        IPNetwork.Parse("::/96"), IPNetwork.Parse("::ffff:0:0:0/96"), IPNetwork.Parse("64:ff9b::/96"),
    ];

    /// <summary>RFC 3056.</summary>
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>RFC 4380: the client's address stands at the end, inverted.</summary>
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    /// <summary>
    /// The address that a connection would really be made to. 0.0.0.0 and :: are this machine to Linux's connect(2).
    /// </summary>
    public static IPAddress Canonical(IPAddress address)
    {
        if (address.Equals(IPAddress.Any))
            return IPAddress.Loopback;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        if (address.ScopeId != 0)
            return Canonical(new IPAddress(address.GetAddressBytes()));
        if (address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.IPv6Loopback))
            return IPAddress.IPv6Loopback;
        if (address.IsIPv4MappedToIPv6)
            return Canonical(address.MapToIPv4());
        var bytes = address.GetAddressBytes();
        if (Array.Exists(InLastBytes, network => network.Contains(address)))
            return Canonical(new IPAddress(bytes[^IPv4Bytes..]));
        if (SixToFour.Contains(address))
            return Canonical(new IPAddress(bytes[2..(2 + IPv4Bytes)]));
        return Teredo.Contains(address)
            ? Canonical(new IPAddress([.. bytes[^IPv4Bytes..].Select(value => (byte)~value)]))
            : address;
    }

    /// <summary>Whether an address is of a form that <see cref="Canonical"/> makes IPv4 of, so that no rule can be for it.</summary>
    public static bool IsWithinForms(IPAddress address) =>
        !address.Equals(IPAddress.IPv6Loopback)
        && (address.IsIPv4MappedToIPv6 || Array.Exists(InLastBytes, network => network.Contains(address)) || SixToFour.Contains(address) || Teredo.Contains(address));
}
