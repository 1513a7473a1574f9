using Curlew.TestServers.Certificates;

namespace Curlew.TestServers.Faults;

/// <summary>How a <see cref="FaultServer"/> is set up.</summary>
public sealed record FaultServerOptions
{
    /// <summary>Certificates to use and leave alone; null makes a set that the server owns. Default null.</summary>
    public TestCertificates? Certificates { get; init; }

    /// <summary>The certificate that the TLS endpoints show. Default <see cref="CertificateKind.Valid"/>.</summary>
    public CertificateKind Certificate { get; init; } = CertificateKind.Valid;

    /// <summary>HTTP/2's SETTINGS_MAX_CONCURRENT_STREAMS. Default 100, Kestrel's own.</summary>
    public int MaxStreamsPerConnection { get; init; } = 100;
}
