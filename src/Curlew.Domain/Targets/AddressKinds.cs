using System.Net;
using System.Net.Sockets;

namespace Curlew.Domain.Targets;

/// <summary>
/// What kind an address is of, after IANA's registries of special-purpose addresses
/// (https://www.iana.org/assignments/iana-ipv4-special-registry, .../iana-ipv6-special-registry) and what clouds answer
/// their machines' secrets on.
/// </summary>
internal static class AddressKinds
{
    /// <summary>Global unicast addresses, the only ones that IANA has given out.</summary>
    private static readonly IPNetwork GlobalIPv6 = IPNetwork.Parse("2000::/3");

    private static readonly Range[] OneByOne =
    [
        new("169.254.0.0/16", "link-local, where clouds keep their metadata services"),
        new("fe80::/10", "link-local"),
        new("100.100.100.200/32", "the metadata service of Alibaba Cloud"),
        new("168.63.129.16/32", "the host's service of Azure"),
        new("192.0.0.192/32", "the metadata service of Oracle Cloud"),
        new("fd00:ec2::/32", "the metadata services of AWS"),
        new("fd20:ce::254/128", "the metadata service of Google Cloud"),
        new("fd00:42::42/128", "the metadata service of Scaleway"),
    ];

    private static readonly Range[] Loopback = [new("127.0.0.0/8", "loopback"), new("::1/128", "loopback")];

    private static readonly Range[] Special =
    [
        new("0.0.0.0/8", "this network"),
        new("10.0.0.0/8", "private"),
        new("100.64.0.0/10", "shared by carriers (CGNAT)"),
        new("172.16.0.0/12", "private"),
        new("192.0.0.0/24", "for protocols"),
        new("192.0.2.0/24", "for documentation"),
        new("192.88.99.0/24", "6to4 relays"),
        new("192.168.0.0/16", "private"),
        new("198.18.0.0/15", "for benchmarks of networks"),
        new("198.51.100.0/24", "for documentation"),
        new("203.0.113.0/24", "for documentation"),
        new("224.0.0.0/4", "multicast"),
        new("240.0.0.0/4", "reserved or broadcast"),
        new("64:ff9b:1::/48", "local translation to IPv4"),
        new("100::/64", "discarded"),
        new("2001::/23", "for protocols"),
        new("2001:db8::/32", "for documentation"),
        new("3fff::/20", "for documentation"),
        new("fc00::/7", "private"),
        new("fec0::/10", "site-local"),
        new("ff00::/8", "multicast"),
    ];

    /// <summary>The kind of an address in canonical form, and words for it.</summary>
    public static (AddressKind Kind, string Words) Of(IPAddress address)
    {
        if (Find(OneByOne, address) is { } one)
            return (AddressKind.OneByOne, one.Words);
        if (Find(Loopback, address) is { } loopback)
            return (AddressKind.Loopback, loopback.Words);
        if (Find(Special, address) is { } special)
            return (AddressKind.Special, special.Words);
        return address.AddressFamily == AddressFamily.InterNetwork || GlobalIPv6.Contains(address)
            ? (AddressKind.Public, "public")
            : (AddressKind.Special, "not given out by IANA");
    }

    private static Range? Find(Range[] ranges, IPAddress address) => Array.Find(ranges, range => range.Network.Contains(address));

    private sealed class Range(string network, string words)
    {
        public IPNetwork Network { get; } = IPNetwork.Parse(network);

        public string Words { get; } = words;
    }
}
