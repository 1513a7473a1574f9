using System.Net;

namespace Curlew.LibCurl.Gate;

/// <summary>Says which connections may be opened and used.</summary>
public interface IConnectionRule
{
    /// <summary>
    /// Whether a request to this host may go over a connection to this address. Called on the thread that drives the
    /// transfer, once for what differs in any of these; the answer must stay the same.
    /// </summary>
    /// <param name="scheme">The scheme of the URL that libcurl is about to ask for, after redirects.</param>
    /// <param name="host">Its host as libcurl reads it, an IPv6 address in brackets; empty where it can read none.</param>
    /// <param name="address">What the connection leads to.</param>
    /// <param name="port">The connection's port.</param>
    bool Allows(string scheme, string host, IPAddress address, int port);
}
