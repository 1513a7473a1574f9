using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Curlew.Domain.Definitions.Reading;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class TlsRulesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("not a certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void CaCertificate_NoPem_IsAFault(string pem) => Read(pem).OnlyFault().Field.Should().Be("tls.caCertificatePem");

    [Fact]
    public void CaCertificate_KeyInsteadOfCertificate_IsAFault()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Read(key.ExportPkcs8PrivateKeyPem()).OnlyFault().Field.Should().Be("tls.caCertificatePem");
    }

    [Fact]
    public void CaCertificate_Pem_IsTaken()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ca.test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        var pem = certificate.ExportCertificatePem();

        Read(pem).Definition().Tls.CaCertificatePem.Should().Be(pem);
    }

    [Fact]
    public void ClientCertificate_WithItsKey_IsTaken()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);

        foreach (var (certificate, pem) in new[]
        {
            (CertificateOf(key), key.ExportPkcs8PrivateKeyPem()),
            (CertificateOf(key) + "\n" + CertificateOf(rsa), key.ExportECPrivateKeyPem()),
            (CertificateOf(rsa), rsa.ExportRSAPrivateKeyPem()),
        })
        {
            var tls = ReadClient(certificate, pem).Definition().Tls;

            (tls.Verify, tls.ClientCertificatePem, tls.ClientKeyPem).Should().Be((true, certificate, pem));
        }
    }

    /// <summary>libcurl takes it, .NET does not know its algorithm.</summary>
    [Fact]
    public void ClientCertificate_OfEd25519_IsTaken()
    {
        using var issuer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            new X500DistinguishedName("CN=ed.test"), new PublicKey(new Oid("1.3.101.112"), null, new AsnEncodedData(new byte[32])), HashAlgorithmName.SHA256);
        using var certificate = request.Create(
            new X500DistinguishedName("CN=ca.test"), X509SignatureGenerator.CreateForECDsa(issuer), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), [1]);
        var key = PemEncoding.WriteString("PRIVATE KEY", [.. Convert.FromHexString("302e020100300506032b657004220420"), .. new byte[32]]);

        ReadClient(certificate.ExportCertificatePem(), key).Definition().Tls.ClientKeyPem.Should().Be(key);
    }

    [Fact]
    public void ClientKey_OfAnotherCertificate_IsAFault()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);

        foreach (var pem in new[] { other.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(), PemEncoding.WriteString("PRIVATE KEY", [1, 2]) })
        {
            var fault = ReadClient(CertificateOf(key), pem).OnlyFault();

            fault.Field.Should().Be("tls.clientKeyPem");
            fault.Message.Should().Contain("first certificate in `clientCertificatePem`");
        }
    }

    [Fact]
    public void ClientKey_Encrypted_SaysHowToDecryptIt()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        const string Traditional = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----";

        foreach (var pem in new[] { key.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters), Traditional })
        {
            var fault = ReadClient(CertificateOf(key), pem).OnlyFault();

            fault.Field.Should().Be("tls.clientKeyPem");
            fault.Message.Should().Contain("openssl pkey -in");
        }
    }

    [Fact]
    public void Client_InPart_SaysWhatIsMissing()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        ReadClient(CertificateOf(key), null).OnlyFault().Field.Should().Be("tls.clientKeyPem");
        ReadClient(null, key.ExportPkcs8PrivateKeyPem()).OnlyFault().Field.Should().Be("tls.clientCertificatePem");
    }

    [Fact]
    public void Client_InTheWrongFields_NamesBothWithoutTheKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportPkcs8PrivateKeyPem();

        var secret = pem[40..50];
        var reading = ReadClient(pem, CertificateOf(key));

        reading.Fields().Should().Equal("tls.clientCertificatePem", "tls.clientKeyPem");
        reading.Faults.Should().OnlyContain(fault => !fault.Message.Contains(secret));
    }

    private static string CertificateOf(AsymmetricAlgorithm key)
    {
        var request = key is RSA rsa
            ? new CertificateRequest("CN=client.test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=client.test", (ECDsa)key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        return certificate.ExportCertificatePem();
    }

    private static DefinitionReading ReadClient(string? certificate, string? key) =>
        ReadJson.OfRun($$"""
            "tls": {"clientCertificatePem": {{JsonSerializer.Serialize(certificate)}}, "clientKeyPem": {{JsonSerializer.Serialize(key)}}}
            """);

    private static DefinitionReading Read(string pem) =>
        ReadJson.OfRun($$"""
            "tls": {"caCertificatePem": {{JsonSerializer.Serialize(pem)}}}
            """);
}
