using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Curlew.Service.Tests.Features.Definitions;

/// <summary>A client's certificate and its key, each as a JSON string.</summary>
internal sealed class ClientCertificate : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ClientCertificate()
    {
        using var certificate = new CertificateRequest("CN=client", _key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        Certificate = JsonSerializer.Serialize(certificate.ExportCertificatePem());
    }

    public string Certificate { get; }

    public string Key => JsonSerializer.Serialize(_key.ExportPkcs8PrivateKeyPem());

    public void Dispose() => _key.Dispose();
}
