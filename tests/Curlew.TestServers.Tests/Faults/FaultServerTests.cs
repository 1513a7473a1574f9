using System.Net;
using Curlew.TestServers.Certificates;
using Curlew.TestServers.Faults;

namespace Curlew.TestServers.Tests.Faults;

public sealed class FaultServerTests
{
    [Fact]
    public async Task Http1_Cleartext_AnswersAndCounts()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();

        var body = await client.GetAsync(new Uri(server.Http1, "/ok?bytes=12"));

        body.Should().Be("hello world\n");
        var truth = server.Truth.Snapshot();
        truth.Of("/ok", "GET", "HTTP/1.1").Requests.Should().Be(1);
        truth.Of("/ok", "GET", "HTTP/1.1").Status(200).Should().Be(1);
        truth.ConnectionsAccepted.Should().Be(1);
        truth.Connections.Single().Endpoint.Should().Be("http1");
    }

    [Fact]
    public async Task Https_BothProtocols_AreNegotiated()
    {
        await using var server = await FaultServer.StartAsync();
        using var one = Client.Http1(server.Certificates);
        using var two = Client.Http2(server.Certificates);

        await one.GetAsync(new Uri(server.Https, "/ok"));
        await two.GetAsync(new Uri(server.Https, "/ok"));

        var truth = server.Truth.Snapshot();
        truth.Of(protocol: "HTTP/1.1").Requests.Should().Be(1);
        truth.Of(protocol: "HTTP/2").Requests.Should().Be(1);
        truth.Connections.Should().HaveCount(2).And.OnlyContain(connection => connection.Endpoint == "https");
    }

    [Fact]
    public async Task Https1_Http2Asked_IsRefusedButCountedAsConnection()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http2(server.Certificates);

        var request = () => client.GetAsync(new Uri(server.Https1, "/ok"));

        await request.Should().ThrowAsync<HttpRequestException>();
        var truth = server.Truth.Snapshot();
        truth.ConnectionsAccepted.Should().BePositive();
        truth.Load.Requests.Should().Be(0);
    }

    [Fact]
    public async Task H2c_PriorKnowledge_SpeaksHttp2()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http2();

        await client.GetAsync(new Uri(server.H2c, "/ok"));

        server.Truth.Snapshot().Of("/ok", "GET", "HTTP/2").Requests.Should().Be(1);
    }

    [Theory]
    [InlineData(CertificateKind.WrongHost)]
    [InlineData(CertificateKind.Expired)]
    [InlineData(CertificateKind.SelfSigned)]
    public async Task Https_BadCertificate_IsRefusedByTheClient(CertificateKind kind)
    {
        await using var server = await FaultServer.StartAsync(new FaultServerOptions { Certificate = kind });
        using var client = Client.Http1(server.Certificates);

        var request = () => client.GetAsync(new Uri(server.Https, "/ok"));

        (await request.Should().ThrowAsync<HttpRequestException>())
            .Which.HttpRequestError.Should().Be(HttpRequestError.SecureConnectionError);
        server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    [Theory]
    [InlineData("/status/503", 503)]
    [InlineData("/status/204", 204)]
    [InlineData("/status/304", 304)]
    [InlineData("/status/99", 400)]
    [InlineData("/ok?bytes=many", 400)]
    [InlineData("/ok?every=0", 400)]
    [InlineData("/nothing-of-the-kind", 404)]
    [InlineData("/", 404)]
    public async Task Path_Status_IsSentAndCounted(string path, int status)
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();

        using var response = await client.SendAsync(HttpMethod.Get, new Uri(server.Http1, path));

        ((int)response.StatusCode).Should().Be(status);
        server.Truth.Snapshot().Load.Statuses.Should().Equal(new Dictionary<int, long> { [status] = 1 });
        server.Truth.Snapshot().UnexpectedFailures.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_AnyFault_HitsEachNthRequestOnItsPathAlone()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();

        var statuses = new List<HttpStatusCode>();
        for (var request = 0; request < 6; request++)
        {
            await client.HeadAsync(new Uri(server.Http1, "/status/503/mine?every=3"));
            await client.GetAsync(new Uri(server.Http1, "/status/503/yours?every=3"));
            using var response = await client.SendAsync(HttpMethod.Get, new Uri(server.Http1, "/status/503/mine?every=3"));
            statuses.Add(response.StatusCode);
        }

        statuses.Should().Equal(
            HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable,
            HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
        server.Truth.Snapshot().Of("/status/503/mine", "HEAD").Status(200).Should().Be(6);
    }

    [Theory]
    [InlineData("/reset")]
    [InlineData("/close-mid-body")]
    [InlineData("/goaway?after=1")]
    [InlineData("/stall")]
    [InlineData("/stall-body")]
    [InlineData("/slow?ms=600000")]
    public async Task Head_FaultThatBreaks_IsSpared(string path)
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http2(server.Certificates);

        (await client.HeadAsync(new Uri(server.Https, path))).Should().Be(HttpStatusCode.OK);

        var truth = server.Truth.Snapshot();
        truth.Load.Requests.Should().Be(0);
        truth.Of(method: "HEAD").Requests.Should().Be(1);
        truth.ClosesRequested.Should().Be(0);
    }

    [Fact]
    public async Task DisposeAsync_RequestsStall_EndsThemAndThePorts()
    {
        var server = await FaultServer.StartAsync();
        using var client = Client.Http1();
        var stalled = client.GetAsync(new Uri(server.Http1, "/stall"));
        await server.Truth.WhenAsync(truth => truth.Load.Requests == 1);

        await server.DisposeAsync();

        await stalled.Invoking(request => request).Should().ThrowAsync<HttpRequestException>();
        server.Truth.Snapshot().Load.Abandoned.Should().Be(1);
        server.Truth.Snapshot().ConnectionsOpen.Should().Be(0);
        (await client.Invoking(again => again.GetAsync(new Uri(server.Http1, "/ok"))).Should()
            .ThrowAsync<HttpRequestException>()).Which.HttpRequestError.Should().Be(HttpRequestError.ConnectionError);
    }

    [Fact]
    public async Task StartAsync_ManyAtOnce_EachCountsItsOwn()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FaultServer.StartAsync()));
        using var client = Client.Http1();
        await Task.WhenAll(servers.Select(server => client.GetAsync(new Uri(server.Http1, "/ok"))));

        servers.Select(server => server.Truth.Snapshot().Load.Requests).Should().OnlyContain(requests => requests == 1);
        servers.Select(server => server.Http1.Port).Should().OnlyHaveUniqueItems();
        foreach (var server in servers)
            await server.DisposeAsync();
    }
}
