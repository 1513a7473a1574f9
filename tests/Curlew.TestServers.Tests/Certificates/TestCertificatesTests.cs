using System.Security.Cryptography.X509Certificates;
using Curlew.TestServers.Certificates;

namespace Curlew.TestServers.Tests.Certificates;

public sealed class TestCertificatesTests
{
    [Theory]
    [InlineData(CertificateKind.Valid, X509ChainStatusFlags.NoError)]
    [InlineData(CertificateKind.WrongHost, X509ChainStatusFlags.NoError)]
    [InlineData(CertificateKind.Expired, X509ChainStatusFlags.NotTimeValid)]
    [InlineData(CertificateKind.SelfSigned, X509ChainStatusFlags.UntrustedRoot)]
    public void Of_Kind_HasThatFaultAlone(CertificateKind kind, X509ChainStatusFlags fault)
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Of(kind).Load();
        using var authority = X509CertificateLoader.LoadCertificateFromFile(certificates.CaPath);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);

        chain.Build(certificate);

        chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status).Should().Be(fault);
        certificate.HasPrivateKey.Should().BeTrue();
        certificate.MatchesHostname("localhost").Should().Be(kind != CertificateKind.WrongHost);
        certificate.MatchesHostname("127.0.0.1").Should().Be(kind != CertificateKind.WrongHost);
        certificate.MatchesHostname("::1").Should().Be(kind != CertificateKind.WrongHost);
    }

    [Fact]
    public void Dispose_Files_AreGone()
    {
        var certificates = new TestCertificates();
        var directory = Path.GetDirectoryName(certificates.CaPath);
        Directory.Exists(directory).Should().BeTrue();

        certificates.Dispose();

        Directory.Exists(directory).Should().BeFalse();
    }
}
