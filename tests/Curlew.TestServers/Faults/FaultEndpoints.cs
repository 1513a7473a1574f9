using System.Net;
using System.Security.Cryptography.X509Certificates;
using Curlew.TestServers.Truth;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Curlew.TestServers.Faults;

/// <summary>The four ports, each of the kernel's choosing, and the counting of the connections to them.</summary>
internal sealed class FaultEndpoints(ServerTruth truth, X509Certificate2 certificate) : IDisposable
{
    private readonly Dictionary<string, ListenOptions> _bound = new(StringComparer.Ordinal);

    public Uri Http1 => Address("http", "http1");

    public Uri Https => Address("https", "https");

    public Uri Https1 => Address("https", "https1");

    public Uri H2c => Address("http", "h2c");

    public void Listen(KestrelServerOptions kestrel)
    {
        Listen(kestrel, "http1", HttpProtocols.Http1, tls: false);
        Listen(kestrel, "https", HttpProtocols.Http1AndHttp2, tls: true);
        Listen(kestrel, "https1", HttpProtocols.Http1, tls: true);
        Listen(kestrel, "h2c", HttpProtocols.Http2, tls: false);
    }

    public void Dispose() => certificate.Dispose();

    private void Listen(KestrelServerOptions kestrel, string name, HttpProtocols protocols, bool tls) =>
        kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            _bound.Add(name, listen);
            listen.Protocols = protocols;
            // Before TLS, so that connections whose handshake fails are counted like all others.
            listen.Use(next => connection => CountAsync(connection, name, next));
            if (tls)
                listen.UseHttps(certificate);
        });

    private async Task CountAsync(ConnectionContext connection, string endpoint, ConnectionDelegate next)
    {
        truth.ConnectionAccepted(connection.ConnectionId, endpoint);
        try
        {
            await next(connection);
        }
        finally
        {
            truth.ConnectionClosed(connection.ConnectionId);
        }
    }

    // Kestrel writes the port it got back into the options once it listens.
    private Uri Address(string scheme, string name) => new($"{scheme}://127.0.0.1:{_bound[name].IPEndPoint!.Port}/");
}
