using System.Security.Cryptography.X509Certificates;

namespace Curlew.TestServers.Certificates;

/// <summary>A certificate and its private key as PEM files.</summary>
/// <param name="CertificatePath">The certificate's file.</param>
/// <param name="KeyPath">The private key's file, not encrypted.</param>
public sealed record ServerCertificate(string CertificatePath, string KeyPath)
{
    /// <summary>Loads certificate and key; the caller disposes of the result.</summary>
    public X509Certificate2 Load() => X509Certificate2.CreateFromPemFile(CertificatePath, KeyPath);
}
