using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Curlew.TestServers.Certificates;

/// <summary>Makes certificates with P-256 keys (a millisecond each, RSA would take a hundred) and writes them as PEM.</summary>
internal sealed class CertificateWriter : IDisposable
{
    private static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(1);

    private readonly TemporaryDirectory _directory;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly X509Certificate2 _authority;

    public CertificateWriter(TemporaryDirectory directory)
    {
        _directory = directory;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Curlew test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        // The authority is older than the expired certificate: a certificate cannot be issued before its issuer.
        _authority = request.CreateSelfSigned(_now.AddDays(-60), _now.AddDays(60));
    }

    public string WriteAuthority()
    {
        var path = _directory.File("ca.pem");
        File.WriteAllText(path, _authority.ExportCertificatePem());
        return path;
    }

    public ServerCertificate WriteValid() => WriteSigned("valid", "localhost", _now.AddHours(-1));

    public ServerCertificate WriteWrongHost() => WriteSigned("wrong-host", "elsewhere.invalid", _now.AddHours(-1));

    public ServerCertificate WriteExpired() => WriteSigned("expired", "localhost", _now.AddDays(-30));

    public ServerCertificate WriteSelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = LeafRequest("localhost", key).CreateSelfSigned(_now.AddHours(-1), _now + LeafLifetime);
        return Write("self-signed", certificate, key);
    }

    public void Dispose() => _authority.Dispose();

    private static CertificateRequest LeafRequest(string host, ECDsa key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid("1.3.6.1.5.5.7.3.1", "serverAuth"), new Oid("1.3.6.1.5.5.7.3.2", "clientAuth")], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private ServerCertificate WriteSigned(string name, string host, DateTimeOffset notBefore)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = LeafRequest(host, key);
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        using var certificate = request.Create(
            _authority, notBefore, notBefore + LeafLifetime, RandomNumberGenerator.GetBytes(16));
        return Write(name, certificate, key);
    }

    private ServerCertificate Write(string name, X509Certificate2 certificate, ECDsa key)
    {
        var written = new ServerCertificate(_directory.File($"{name}.pem"), _directory.File($"{name}.key"));
        File.WriteAllText(written.CertificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(written.KeyPath, key.ExportPkcs8PrivateKeyPem());
        return written;
    }
}
