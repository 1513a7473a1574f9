namespace Curlew.TestServers.Nginx;

/// <summary>nginx's own counters, with or without an access log; what this library asked of it is taken off.</summary>
/// <param name="Accepted">TCP connections accepted, also those that never carried a request.</param>
/// <param name="Open">TCP connections open now.</param>
/// <param name="Requests">Requests begun, HEAD among them.</param>
public sealed record NginxConnections(long Accepted, long Open, long Requests);
