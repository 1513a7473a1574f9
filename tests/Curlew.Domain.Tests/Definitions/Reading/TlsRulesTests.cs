using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

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

    private static Curlew.Domain.Definitions.Reading.DefinitionReading Read(string pem) =>
        ReadJson.OfRun($$"""
            "tls": {"caCertificatePem": {{JsonSerializer.Serialize(pem)}}}
            """);
}
