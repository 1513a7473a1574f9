using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;
using Curlew.TestServers.Certificates;

namespace Curlew.Service.Tests.Security.Http;

/// <summary>TLS by Kestrel's own settings, with a certificate that is checked.</summary>
public sealed class TlsTests : IDisposable
{
    private const string Url = "--Kestrel:Endpoints:Https:Url=https://127.0.0.1:0";

    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("Kestrel:Endpoints:Https:Certificate")]
    [InlineData("Kestrel:Certificates:Default")]
    public async Task Endpoint_WithACertificate_AnswersOverHttp2(string setting)
    {
        await using var service = await ServiceUnderTest.StartAsync(SettingsFor(setting));
        using var client = ClientFor(service);

        using var answer = await client.GetAsync(new Uri("/api/v1/runs", UriKind.Relative), TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Version.Should().Be(HttpVersion.Version20);
        answer.Headers.Contains("Strict-Transport-Security").Should().BeFalse("browsers would keep to it for all that is on localhost");
    }

    [Fact]
    public async Task Endpoint_AskedByAName_SaysThatThereIsNothingButTls()
    {
        var elsewhere = _certificates.Of(CertificateKind.WrongHost);
        await using var service = await ServiceUnderTest.StartAsync(
            Url, $"--Kestrel:Certificates:Default:Path={elsewhere.CertificatePath}", $"--Kestrel:Certificates:Default:KeyPath={elsewhere.KeyPath}");
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = Trusting(),
            ConnectCallback = async (_, cancelled) =>
            {
                var connection = new TcpClient();
                await connection.ConnectAsync(IPAddress.Loopback, service.Address.Port, cancelled);
                return connection.GetStream();
            },
        });

        using var refusal = await client.GetAsync(new Uri("https://elsewhere.invalid/"), TestContext.Current.CancellationToken);
        using var page = await client.GetAsync(new Uri("https://elsewhere.invalid/sign-in"), TestContext.Current.CancellationToken);

        refusal.StatusCode.Should().Be(HttpStatusCode.Forbidden, "there is no key, and the name is not this machine's");
        refusal.Headers.GetValues("Strict-Transport-Security").Should().Equal("max-age=2592000");
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        page.Headers.GetValues("Strict-Transport-Security").Should().Equal("max-age=2592000");
        page.Headers.GetValues("Cross-Origin-Opener-Policy").Should().Equal("same-origin");
    }

    [Fact]
    public async Task Endpoints_OfKestrel_AreInPlaceOfUrls()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            [.. SettingsFor("Kestrel:Certificates:Default"), "--Kestrel:Endpoints:Plain:Url=http://127.0.0.1:0"]);

        service.Addresses.Select(address => address.Scheme).Should().BeEquivalentTo("http", "https");
    }

    [Theory]
#pragma warning disable SYSLIB0039, CA5397 // What nobody should use any more is what the service must not speak.
    [InlineData(SslProtocols.Tls11)]
#pragma warning restore SYSLIB0039, CA5397
    public async Task Handshake_OfAnOldVersion_IsRefused(SslProtocols version)
    {
        await using var service = await ServiceUnderTest.StartAsync(SettingsFor("Kestrel:Certificates:Default"));

        await FluentActions.Awaiting(() => HandshakeAsync(service, version)).Should().ThrowAsync<Exception>();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Handshake_OfANewVersion_Succeeds(SslProtocols version)
    {
        await using var service = await ServiceUnderTest.StartAsync(SettingsFor("Kestrel:Certificates:Default"));

        (await HandshakeAsync(service, version)).Should().Be(version);
    }

    [Theory]
    [InlineData("--Kestrel:Endpoints:Https:Certificate:Path=/nowhere.pem", "Kestrel:Certificates:Default")]
    [InlineData("--Kestrel:Endpoints:Https:Certificate:Path=/etc/passwd", "Kestrel:Certificates:Default")]
    [InlineData("--Execution:EventLoops=1", "Kestrel:Certificates:Default")]
    [InlineData("--Kestrel:Endpoints:Other:Protocols=Http1", "Kestrel:Endpoints:Other:Url: is missing")]
    public async Task Start_CertificateThatCannotBeUsed_SaysWhichSettings(string setting, string named)
    {
        using var directory = new TemporaryDirectory("tls");

        var (exitCode, output, errors) =
            await ServiceProcess.RunAsync([.. ServiceUnderTest.SettingsFor(directory.Location), Url, setting]);

        exitCode.Should().Be(1);
        errors.Should().Contain(named);
        (output + errors).Should().NotContain("   at ");
    }

    private string[] SettingsFor(string setting) =>
        [Url, $"--{setting}:Path={_certificates.CertificatePath}", $"--{setting}:KeyPath={_certificates.KeyPath}"];

    private HttpClient ClientFor(ServiceUnderTest service) => new(new SocketsHttpHandler { SslOptions = Trusting() })
    {
        BaseAddress = service.Address,
        DefaultRequestVersion = HttpVersion.Version20,
    };

    private async Task<SslProtocols> HandshakeAsync(ServiceUnderTest service, SslProtocols version)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, service.Address.Port);
        await using var tls = new SslStream(connection.GetStream());
        var options = Trusting();
        (options.EnabledSslProtocols, options.TargetHost) = (version, "localhost");
        await tls.AuthenticateAsClientAsync(options);
        return tls.SslProtocol;
    }

    private SslClientAuthenticationOptions Trusting() => new()
    {
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(_certificates.CaPath) },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };
}
