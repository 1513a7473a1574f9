using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// Whether the certificates to trust are certificates, and whether the client's own has its key. No message holds what was
/// given, for a key is a secret.
/// </summary>
internal sealed class TlsRules(FaultList faults, string path)
{
    private const string NoCertificates =
        "Must hold certificates in PEM, each from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.";

    private const string NoKey =
        "Must hold a private key in PEM, from -----BEGIN PRIVATE KEY----- (or RSA or EC PRIVATE KEY) to its end.";

    private const string Encrypted =
        "Must not be encrypted, for nobody is there to type the password; decrypt it before, as with \"openssl pkey -in key.pem -out decrypted.pem\".";

    /// <summary>The settings; only of use where there are no faults.</summary>
    public TlsSettings Read(TlsDocument? document)
    {
        if (document is null)
            return new TlsSettings(true, null, null, null);
        CheckCertificates(document.CaCertificatePem, Field("caCertificatePem"));
        var hasCertificate = CheckCertificates(document.ClientCertificatePem, Field("clientCertificatePem"));
        CheckIsWhole();
        if (document.ClientKeyPem is { } key && CheckKey(key) && hasCertificate)
            CheckBelong(document.ClientCertificatePem!, key);
        return new TlsSettings(document.Verify ?? true, document.CaCertificatePem, document.ClientCertificatePem, document.ClientKeyPem);
    }

    private void CheckIsWhole()
    {
        var (certificate, key) = (Field("clientCertificatePem"), Field("clientKeyPem"));
        if (faults.Has(certificate) && !faults.Has(key))
            faults.Add(key, "Is missing: a client certificate needs its private key beside it.");
        else if (faults.Has(key) && !faults.Has(certificate))
            faults.Add(certificate, "Is missing: a client's private key needs its certificate beside it.");
    }

    private bool CheckCertificates(string? pem, string field)
    {
        if (pem is null)
            return false;
        if (HoldsCertificates(pem))
            return true;
        faults.Add(field, NoCertificates);
        return false;
    }

    private bool CheckKey(string pem)
    {
        var labels = LabelsOf(pem);
        var fault = labels.Contains("ENCRYPTED PRIVATE KEY") || pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal) ? Encrypted
            : labels.Exists(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)) ? null
            : NoKey;
        if (fault is not null)
            faults.Add(Field("clientKeyPem"), fault);
        return fault is null;
    }

    private void CheckBelong(string certificate, string key)
    {
        try
        {
            X509Certificate2.CreateFromPem(certificate, key).Dispose();
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            if (CanCompare(certificate))
            {
                faults.Add(
                    Field("clientKeyPem"),
                    "Must be the private key of the first certificate in `clientCertificatePem`, but is not, or is damaged.");
            }
        }
    }

    /// <summary>libcurl takes keys that .NET does not know, such as Ed25519: whether one belongs shows only in the handshake.</summary>
    private static bool CanCompare(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        using var dsa = certificate.GetDSAPublicKey();
        return rsa is not null || ecdsa is not null || dsa is not null;
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

    private static List<string> LabelsOf(string pem)
    {
        var labels = new List<string>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            labels.Add(rest[fields.Label].ToString());
            rest = rest[fields.Location.End..];
        }

        return labels;
    }

    private string Field(string name) => FieldPath.Member(path, name);
}
