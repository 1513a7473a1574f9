using Curlew.Domain.Targets;
using Curlew.TestServers.Certificates;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;
using Curlew.TestServers.Ports;

namespace Curlew.Engine.Tests.Runs;

public sealed class PreflightTests
{
    [Fact]
    public async Task Execute_ClosedPort_FailsWithLibcurlsWords()
    {
        var run = await ExecuteAsync($"http://127.0.0.1:{FreePort.Next()}/");

        run.Result.Failure.Should().Contain("Failed to connect to 127.0.0.1 port").And.Contain("CURLE_COULDNT_CONNECT").And.Contain("No load was sent");
        run.Result.Summary.Should().BeNull();
        run.Outcomes.Should().BeEmpty();
    }

    [Fact]
    public async Task Execute_UnknownHost_FailsWithLibcurlsWords()
    {
        TargetRule.TryParse("no-such-host.invalid", out var rule, out _).Should().BeTrue();
        var run = await new EngineUnderTest(LibcurlBuilds.Newest, targets: new TargetPolicy([rule!]))
            .ExecuteAsync("""{ "url": "http://no-such-host.invalid/", "requests": 10 }""");

        run.Result.Failure.Should().Contain("Could not resolve host: no-such-host.invalid").And.Contain("6)");
        run.Result.Preflight!.Succeeded.Should().BeFalse();
    }

    [Theory]
    [InlineData(CertificateKind.SelfSigned)]
    [InlineData(CertificateKind.Expired)]
    [InlineData(CertificateKind.WrongHost)]
    public async Task Execute_BadCertificate_FailsBeforeLoad(CertificateKind kind)
    {
        await using var server = await FaultServer.StartAsync(new FaultServerOptions { Certificate = kind });
        var ca = System.Text.Json.JsonSerializer.Serialize(await File.ReadAllTextAsync(server.Certificates.CaPath, TestContext.Current.CancellationToken));

        var run = await ExecuteAsync($"{server.Https}ok", $$""", "tls": { "caCertificatePem": {{ca}} }""");

        run.Result.Failure.Should().Contain("CURLE_PEER_FAILED_VERIFICATION").And.MatchRegex("(?i)certificate");
        server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    [Fact]
    public async Task Execute_BadCertificateButNotVerified_Runs()
    {
        await using var server = await FaultServer.StartAsync(new FaultServerOptions { Certificate = CertificateKind.Expired });

        var run = await ExecuteAsync($"{server.Https}ok", """, "tls": { "verify": false }""");

        run.Summary.Total.Succeeded.Should().Be(10);
    }

    [Fact]
    public async Task Execute_TlsToACleartextPort_FailsBeforeLoad()
    {
        await using var server = await FaultServer.StartAsync();

        var run = await ExecuteAsync($"https://127.0.0.1:{server.Http1.Port}/ok");

        run.Result.Failure.Should().Contain("CURLE_SSL_CONNECT_ERROR");
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_PriorKnowledgeToAnHttp11Server_FailsBeforeLoad(string libcurl)
    {
        await using var server = await FaultServer.StartAsync();

        var run = await ExecuteAsync($"{server.Http1}ok", """, "httpVersion": "2-prior-knowledge" """, libcurl);

        run.Result.Failure.Should().Contain("No load was sent");
        server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    [Fact]
    public async Task Execute_ServerThatFailsRequests_IsMeasuredAllTheSame()
    {
        await using var server = await FaultServer.StartAsync();

        var run = await ExecuteAsync($"{server.Http1}status/500");

        run.Result.Failure.Should().BeNull();
        run.Result.Preflight!.Status.Should().Be(500);
        run.Status(500).Should().Be(10);
    }

    [Fact]
    public async Task Execute_Negotiation_IsTold()
    {
        await using var server = await FaultServer.StartAsync();

        var run = await ExecuteAsync($"{server.Https}ok", """, "tls": { "verify": false }""");

        run.Result.Preflight!.HttpVersion.Should().Be("2", "auto lets libcurl negotiate");
        run.Result.Preflight.RemoteAddress.Should().Be("127.0.0.1");
    }

    private static Task<ExecutedRun> ExecuteAsync(string url, string more = "", string? libcurl = null) =>
        new EngineUnderTest(libcurl ?? LibcurlBuilds.Newest).ExecuteAsync($$"""{ "url": "{{url}}", "requests": 10 {{more}} }""");
}
