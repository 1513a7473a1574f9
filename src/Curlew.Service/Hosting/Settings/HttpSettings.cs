using System.ComponentModel.DataAnnotations;

namespace Curlew.Service.Hosting.Settings;

/// <summary>
/// How the service is reached: proxies before it, and what requests may come to. Where it listens is <c>Urls</c>, or, for TLS, Kestrel's
/// own <c>Kestrel:Endpoints</c>.
/// </summary>
public sealed record HttpSettings
{
    /// <summary>
    /// The proxies before the service, as addresses and networks (<c>10.1.2.3, 10.4.0.0/16</c>), separated by commas; default none.
    /// Only from these <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed.
    /// </summary>
    public string KnownProxies { get; init; } = "";

    /// <summary>
    /// The address at which people reach the service, as in <c>https://curlew.shop.test</c>; default none. Links in messages to webhooks begin
    /// with it; without it they are paths.
    /// </summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>
    /// Seconds after which an answer that is not there yet is given up; default 60. Streams, such as the events of a run, have no end
    /// of this kind.
    /// </summary>
    [Range(1, 3_600)]
    public int RequestTimeoutSeconds { get; init; } = 60;

    /// <summary>
    /// Connections at the same time, those of readers of events among them; default 2,000. More are closed as they come, so that
    /// clients cannot take the descriptors that runs need.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; init; } = 2_000;

    /// <summary>
    /// Days for which browsers are told to use nothing but TLS, on answers that go over TLS; default 30, 0 for not at all.
    /// </summary>
    [Range(0, 3_650)]
    public int HstsDays { get; init; } = 30;
}
