using System.ComponentModel;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>How servers are authenticated, and the client to them.</summary>
public sealed record TlsDocument
{
    /// <summary>Whether certificate and host name are checked; default true.</summary>
    [DefaultValue(true)]
    public bool? Verify { get; init; }

    /// <summary>PEM certificates to trust instead of the system's.</summary>
    public string? CaCertificatePem { get; init; }

    /// <summary>The client's certificate chain in PEM. A secret: answers show <c>***</c>.</summary>
    public string? ClientCertificatePem { get; init; }

    /// <summary>The client certificate's private key in PEM, not encrypted. A secret: answers show <c>***</c>.</summary>
    public string? ClientKeyPem { get; init; }
}
