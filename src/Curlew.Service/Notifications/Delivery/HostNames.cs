using System.Net;

namespace Curlew.Service.Notifications.Delivery;

/// <summary>Where hosts are, by the resolver of the operating system.</summary>
internal class HostNames
{
    /// <summary>The addresses of a host, which may be an address itself.</summary>
    public virtual async Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancelled) =>
        IPAddress.TryParse(host, out var address) ? [address] : await Dns.GetHostAddressesAsync(host, cancelled);
}
