using System.Net;
using Curlew.Service.Hosting.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Curlew.Service.Security.Http;

/// <summary>
/// Proxies before the service. What they say of a request (from where, over what, to whom) takes the place of what the connection
/// says; the same headers from anybody else are text like any other.
/// </summary>
internal static class KnownProxies
{
    /// <summary>The networks of a setting, of which an address is the smallest.</summary>
    /// <param name="setting">Addresses and networks, separated by commas.</param>
    /// <param name="faults">Takes what is neither.</param>
    public static IReadOnlyList<IPNetwork> Read(string setting, ICollection<string> faults)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in setting.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(text, out var address))
                networks.Add(NetworkOf(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
            else if (IPNetwork.TryParse(text, out var network))
                networks.Add(network);
            else
                faults.Add($"Http:KnownProxies: \"{text}\" is neither an address nor a network; such are 10.1.2.3 and 10.4.0.0/16.");
        }

        return networks;
    }

    private static IPNetwork NetworkOf(IPAddress address) => new(address, address.GetAddressBytes().Length * 8);

    /// <summary>Believes them, and nobody else.</summary>
    public static void Configure(ForwardedHeadersOptions options, HttpSettings settings)
    {
        // Whoever sets ASPNETCORE_FORWARDEDHEADERS_ENABLED makes ASP.NET Core believe everybody; with these options it does not.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in Read(settings.KnownProxies, []))
            options.KnownIPNetworks.Add(network);
        options.ForwardedHeaders = options.KnownIPNetworks.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;

        // A proxy behind a proxy: each one that is known is gone through, up to the first that is not.
        options.ForwardLimit = null;
    }
}
