using Curlew.TestServers.Faults;

namespace Curlew.TestServers.Tests.Truth;

public sealed class ServerTruthTests
{
    [Fact]
    public async Task Snapshot_ConcurrentStalls_ShowPeakAndOpen()
    {
        await using var server = await FaultServer.StartAsync();
        using (var client = Client.Http1())
        {
            var requests = Enumerable.Range(0, 50).Select(_ => client.GetAsync(new Uri(server.Http1, "/stall"))).ToList();
            await server.Truth.WhenAsync(truth => truth.Load.Requests == 50);
            client.CancelAll();
            await Task.WhenAll(requests).Invoking(all => all).Should().ThrowAsync<OperationCanceledException>();
        }

        var truth = await server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0);
        truth.ConnectionsAccepted.Should().Be(50);
        truth.ConnectionsPeak.Should().Be(50);
        truth.Load.Abandoned.Should().Be(50);
        truth.Connections.Should().OnlyContain(connection => connection.Requests == 1 && !connection.IsOpen);
    }

    [Fact]
    public async Task Reset_OpenConnection_StaysKnownAndCountsFromZero()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();
        var address = new Uri(server.Http1, "/status/500?every=2");
        await client.GetAsync(address);

        server.Truth.Reset();
        using var first = await client.SendAsync(HttpMethod.Get, address);

        ((int)first.StatusCode).Should().Be(200);
        var truth = server.Truth.Snapshot();
        truth.Load.Requests.Should().Be(1);
        truth.ConnectionsAccepted.Should().Be(0);
        truth.ConnectionsOpen.Should().Be(1);
        truth.ConnectionsPeak.Should().Be(1);
        truth.Connections.Single().Requests.Should().Be(1);
    }

    [Fact]
    public async Task WhenAsync_NeverTrue_TimesOutWithTheCounts()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();
        await client.GetAsync(new Uri(server.Http1, "/ok"));

        var wait = () => server.Truth.WhenAsync(truth => truth.Load.Requests == 2, TimeSpan.FromMilliseconds(20));

        (await wait.Should().ThrowAsync<TimeoutException>()).WithMessage("*1 connections accepted*/ok*");
    }
}
