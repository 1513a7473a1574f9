using System.Net;
using Curlew.TestServers.Nghttpd;

namespace Curlew.TestServers.Tests.Nghttpd;

public sealed class NghttpdServerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadFrameLog_TlsOrCleartext_CountsEachStream(bool tls)
    {
        await using var server = await NghttpdServer.StartAsync(new NghttpdOptions { Tls = tls });
        using var client = Client.Http2(server.Certificates);

        (await client.HeadAsync(server.Address)).Should().Be(HttpStatusCode.OK);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.GetAsync(server.Address)));
        await client.GetAsync(new Uri(server.Address, "/nothing"));

        answers.Should().OnlyContain(answer => answer == "hello world\n");
        var log = await server.ReadFrameLogAsync();
        log.Requests.Should().HaveCount(202);
        log.Load.Should().HaveCount(201);
        log.Count(method: "HEAD", status: 200).Should().Be(1);
        log.Count(method: "GET", status: 200).Should().Be(200);
        log.Count(status: 404).Should().Be(1);
        log.Requests.Should().OnlyContain(request =>
            request.Closed && request.ResetByServer == null && request.ResetByClient == null);
        log.Connections.Should().Be(1);
        log.ConnectionsOpen.Should().Be(1);
    }

    [Fact]
    public async Task DisposeAsync_Process_IsGone()
    {
        var server = await NghttpdServer.StartAsync(new NghttpdOptions { FrameLog = false });
        var process = server.ProcessId;
        Directory.Exists($"/proc/{process}").Should().BeTrue();
        await server.Invoking(withoutLog => withoutLog.ReadFrameLogAsync()).Should().ThrowAsync<InvalidOperationException>();

        await server.DisposeAsync();

        Directory.Exists($"/proc/{process}").Should().BeFalse();
    }
}
