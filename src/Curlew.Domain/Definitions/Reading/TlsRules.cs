using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>Whether the certificates to trust are certificates.</summary>
internal static class TlsRules
{
    private const string NoCertificates =
        "Must hold certificates in PEM, each from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.";

    /// <summary>The settings; only of use where there are no faults.</summary>
    public static TlsSettings Read(TlsDocument? document, string path, FaultList faults)
    {
        if (document?.CaCertificatePem is { } pem && !HoldsCertificates(pem))
            faults.Add(FieldPath.Member(path, "caCertificatePem"), NoCertificates);
        return new TlsSettings(document?.Verify ?? true, document?.CaCertificatePem);
    }

    private static bool HoldsCertificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
    }
}
