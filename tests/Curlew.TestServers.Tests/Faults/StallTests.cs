using Curlew.TestServers.Faults;

namespace Curlew.TestServers.Tests.Faults;

public sealed class StallTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stall_ClientGoes_IsCountedAsAbandoned(bool http2)
    {
        await using var server = await FaultServer.StartAsync();
        using (var client = http2 ? Client.Http2(server.Certificates) : Client.Http1(server.Certificates))
        {
            var request = client.GetAsync(new Uri(server.Https, "/stall"));
            await server.Truth.WhenAsync(truth => truth.Load.Requests == 1);
            client.CancelAll();
            await request.Invoking(pending => pending).Should().ThrowAsync<OperationCanceledException>();
        }

        var truth = await server.Truth.WhenAsync(truth => truth.Load.Abandoned == 1 && truth.ConnectionsOpen == 0);
        truth.Load.Statuses.Should().BeEmpty();
        truth.UnexpectedFailures.Should().BeEmpty();
    }

    [Fact]
    public async Task StallBody_ClientGoes_HeadAndPartWereSent()
    {
        await using var server = await FaultServer.StartAsync();
        using (var client = Client.Http1())
        using (var response = await client.SendAsync(HttpMethod.Get, new Uri(server.Http1, "/stall-body?bytes=100")))
        {
            await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await body.ReadExactlyAsync(new byte[100], TestContext.Current.CancellationToken);
            response.Content.Headers.ContentLength.Should().Be(101);
        }

        var truth = await server.Truth.WhenAsync(truth => truth.Load.Abandoned == 1);
        truth.Load.Status(200).Should().Be(1);
    }

    [Fact]
    public async Task Slow_Delay_ComesBeforeTheHead()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();

        using var response = await client.SendAsync(HttpMethod.Get, new Uri(server.Http1, "/slow?ms=200"));

        // The kernel's timers may fire a moment early by this clock.
        clock.GetElapsedTime(start).Should().BeGreaterThan(TimeSpan.FromMilliseconds(190));
    }
}
