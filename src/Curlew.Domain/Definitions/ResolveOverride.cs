namespace Curlew.Domain.Definitions;

/// <summary>The address to use for a host and port, instead of asking DNS (https://curl.se/libcurl/c/CURLOPT_RESOLVE.html).</summary>
/// <param name="Host">The host as URLs name it.</param>
/// <param name="Port">The port.</param>
/// <param name="Address">An IPv4 or IPv6 address, as it was written.</param>
public sealed record ResolveOverride(string Host, int Port, string Address);
