using Curlew.TestServers.Nginx;

namespace Curlew.TestServers.Tests.Nginx;

public sealed class NginxServerTests
{
    [Fact]
    public async Task ReadAccessLog_RequestsOnAllEndpoints_CountsEach()
    {
        await using var server = await NginxServer.StartAsync();
        using var one = Client.Http1(server.Certificates);
        using var two = Client.Http2(server.Certificates);

        for (var request = 0; request < 10; request++)
        {
            (await one.GetAsync(server.Http1)).Should().Be("hello world\n");
            await one.GetAsync(server.Https1);
            await two.GetAsync(server.Https);
            await two.GetAsync(server.H2c);
        }

        await one.HeadAsync(server.Http1);

        var log = await server.ReadAccessLogAsync();
        log.Protocols.Should().Equal(new Dictionary<string, int> { ["HTTP/1.1"] = 21, ["HTTP/2.0"] = 20 });
        log.Count(method: "HEAD").Should().Be(1);
        log.Load.Statuses.Should().Equal(new Dictionary<int, int> { [200] = 40 });
        log.Connections.Should().Be(4);
        log.Entries.Should().OnlyContain(entry => entry.Completed && entry.Target == "/");
        (await server.ReadConnectionsAsync()).Should().Be(new NginxConnections(Accepted: 4, Open: 4, Requests: 41));
    }

    [Fact]
    public async Task ReadAccessLog_RightAfterTheLastAnswer_MissesNone()
    {
        await using var server = await NginxServer.StartAsync();
        using var client = Client.Http2(server.Certificates);

        for (var round = 1; round <= 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.GetAsync(server.Https)));
            (await server.ReadAccessLogAsync()).Entries.Should().HaveCount(round * 100);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StartAsync_KeepaliveRequests_ClosesEachConnectionAfterThem(bool http2)
    {
        await using var server = await NginxServer.StartAsync(new NginxOptions { KeepaliveRequests = 5 });
        using var client = http2 ? Client.Http2(server.Certificates) : Client.Http1(server.Certificates);

        for (var request = 0; request < 20; request++)
            await client.GetAsync(server.Https);

        var log = await server.ReadAccessLogAsync();
        log.Entries.Should().HaveCount(20);
        log.Connections.Should().Be(4);
        log.Entries.Max(entry => entry.NumberOnConnection).Should().Be(5);
    }

    [Fact]
    public async Task ClearAccessLog_EarlierRequests_AreLeftOut()
    {
        await using var server = await NginxServer.StartAsync();
        using var client = Client.Http1();
        await client.GetAsync(server.Http1);

        await server.ClearAccessLogAsync();
        await client.HeadAsync(new Uri(server.Http1, "/a?b=c"));

        (await server.ReadAccessLogAsync()).Entries.Should().ContainSingle()
            .Which.Should().Match<NginxLogEntry>(entry => entry.Method == "HEAD" && entry.Target == "/a?b=c");
    }

    [Fact]
    public async Task StartAsync_NoAccessLog_StillCountsConnections()
    {
        await using var server = await NginxServer.StartAsync(new NginxOptions { AccessLog = false, Processor = 0 });
        using var client = Client.Http1();
        await client.GetAsync(server.Http1);

        (await server.ReadConnectionsAsync()).Should().Be(new NginxConnections(Accepted: 1, Open: 1, Requests: 1));
        await server.Invoking(withoutLog => withoutLog.ReadAccessLogAsync())
            .Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task DisposeAsync_ProcessAndPorts_AreGone()
    {
        var server = await NginxServer.StartAsync();
        var process = server.ProcessId;
        Directory.Exists($"/proc/{process}").Should().BeTrue();

        await server.DisposeAsync();

        Directory.Exists($"/proc/{process}").Should().BeFalse();
        using var client = Client.Http1();
        await client.Invoking(again => again.GetAsync(server.Http1)).Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task StartAsync_ManyAtOnce_EachCountsItsOwn()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => NginxServer.StartAsync()));
        using var client = Client.Http1();

        foreach (var server in servers)
            await client.GetAsync(server.Http1);

        foreach (var server in servers)
        {
            (await server.ReadAccessLogAsync()).Entries.Should().ContainSingle();
            await server.DisposeAsync();
        }
    }
}
