using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Curlew.Domain.Targets;

/// <summary>What a rule is made of.</summary>
/// <param name="Scheme"><c>http</c>, <c>https</c>, or null for both.</param>
/// <param name="Name">A host's name, <c>*.domain</c> or <c>*</c>; null where it is for addresses.</param>
/// <param name="Network">The addresses; null where it is for a name.</param>
/// <param name="FirstPort">The first port.</param>
/// <param name="LastPort">The last port.</param>
internal sealed record RuleParts(string? Scheme, string? Name, IPNetwork? Network, int FirstPort, int LastPort)
{
    private const int BitsOfIPv4 = 32;
    private const int BitsOfIPv6 = 128;

    /// <summary>The prefix that is one address alone.</summary>
    public static int LengthOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? BitsOfIPv4 : BitsOfIPv6;

    public string ToText() => $"{(Scheme is null ? "" : $"{Scheme}://")}{Name ?? TextOf(Network!.Value)}{PortText()}";

    private static string TextOf(IPNetwork network)
    {
        var text = network.PrefixLength == LengthOf(network.BaseAddress) ? network.BaseAddress.ToString() : network.ToString();
        return network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{text}]" : text;
    }

    private string PortText() => (FirstPort, LastPort) switch
    {
        (TargetRule.FirstPort, TargetRule.LastPort) => "",
        var (first, last) when first == last => string.Create(CultureInfo.InvariantCulture, $":{first}"),
        var (first, last) => string.Create(CultureInfo.InvariantCulture, $":{first}-{last}"),
    };
}
