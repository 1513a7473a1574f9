using Curlew.TestServers.Certificates;

namespace Curlew.TestServers.Nginx;

/// <summary>How an <see cref="NginxServer"/> is set up.</summary>
public sealed record NginxOptions
{
    /// <summary>Requests after which a connection is closed (HTTP/2: GOAWAY). Default: never.</summary>
    public int KeepaliveRequests { get; init; } = 1_000_000_000;

    /// <summary>Streams at once on one HTTP/2 connection. Default 128, nginx's own.</summary>
    public int MaxConcurrentStreams { get; init; } = 128;

    /// <summary>Connections at once. Default 16384.</summary>
    public int WorkerConnections { get; init; } = 16_384;

    /// <summary>Writes the access log, a system call per request; benchmarks go without. Default true.</summary>
    public bool AccessLog { get; init; } = true;

    /// <summary>The processor that the worker is bound to, from 0; null leaves it to the kernel. Default null.</summary>
    public int? Processor { get; init; }

    /// <summary>Certificates to use and leave alone; null makes a set that the server owns. Default null.</summary>
    public TestCertificates? Certificates { get; init; }

    /// <summary>The certificate that the TLS endpoints show. Default <see cref="CertificateKind.Valid"/>.</summary>
    public CertificateKind Certificate { get; init; } = CertificateKind.Valid;

    /// <summary>The file of the authority whose certificates clients must show on the TLS endpoints; null asks for none. Default null.</summary>
    public string? ClientCertificateAuthority { get; init; }
}
