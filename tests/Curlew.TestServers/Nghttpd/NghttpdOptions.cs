using Curlew.TestServers.Certificates;

namespace Curlew.TestServers.Nghttpd;

/// <summary>How an <see cref="NghttpdServer"/> is set up.</summary>
public sealed record NghttpdOptions
{
    /// <summary>TLS with ALPN h2; otherwise cleartext with prior knowledge. Default true.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Streams at once on one connection. Default 100, nghttpd's own.</summary>
    public int MaxConcurrentStreams { get; init; } = 100;

    /// <summary>Writes each frame to a log, which is what is counted; benchmarks go without. Default true.</summary>
    public bool FrameLog { get; init; } = true;

    /// <summary>Certificates to use and leave alone; null makes a set that the server owns. Default null.</summary>
    public TestCertificates? Certificates { get; init; }

    /// <summary>The certificate that is shown. Default <see cref="CertificateKind.Valid"/>.</summary>
    public CertificateKind Certificate { get; init; } = CertificateKind.Valid;
}
