using System.Security.Authentication;
using Curlew.Domain.Definitions;
using Curlew.Service.Hosting.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Curlew.Service.Security.Http;

/// <summary>
/// What one connection, and all of them, may take of the service. Kestrel's defaults hold for the rest: 32 KiB and 100 of headers,
/// 8 KiB of request line, 100 streams of an HTTP/2 connection, and at least 240 bytes a second of a body, either way. A reader of
/// events or outcomes that is slower is cut off, which is meant: see docs/decisions/live.md.
/// </summary>
internal static class ConnectionLimits
{
    /// <summary>The largest body that any endpoint reads, with some to spare: so that the endpoint answers what is too large.</summary>
    private const int BodyBytes = DefinitionLimits.DocumentBytes + (64 * 1024);

    private static readonly TimeSpan HeadersTime = TimeSpan.FromSeconds(15);

    /// <summary>Sets them.</summary>
    public static void Configure(KestrelServerOptions kestrel, HttpSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyBytes;
        kestrel.Limits.RequestHeadersTimeout = HeadersTime;
        kestrel.Limits.MaxConcurrentConnections = settings.MaxConnections;

        // Nothing is ever upgraded.
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.ConfigureHttpsDefaults(https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
    }
}
