using System.Net;
using System.Net.Sockets;
using Curlew.TestServers.Raw;

namespace Curlew.TestServers.Tests.Raw;

public sealed class RawServerTests
{
    [Fact]
    public async Task Garbage_Get_IsNoHttpButHeadIsAnswered()
    {
        await using var server = RawServer.Start(RawBehaviour.Garbage);
        using var client = Client.Http1();

        (await client.HeadAsync(server.Address)).Should().Be(HttpStatusCode.OK);
        (await client.Invoking(one => one.GetAsync(server.Address)).Should().ThrowAsync<HttpRequestException>())
            .Which.HttpRequestError.Should().Be(HttpRequestError.InvalidResponse);

        (await server.WhenAsync(truth => truth.ConnectionsOpen == 0)).Should().Match<RawTruth>(truth =>
            truth.ConnectionsAccepted == 1 && truth.HeadRequests == 1 && truth.Requests == 1);
    }

    [Theory]
    [InlineData(RawBehaviour.EndlessHeaderLine)]
    [InlineData(RawBehaviour.EndlessHeaders)]
    public async Task EndlessHead_Get_GoesOnUntilTheClientGoes(RawBehaviour behaviour)
    {
        const int Enough = 20_000_000;
        await using var server = RawServer.Start(behaviour);
        using (var socket = await ConnectAsync(server.Address))
        {
            await socket.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            var buffer = new byte[65_536];
            for (var received = 0; received < Enough;)
                received += await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        }

        var truth = await server.WhenAsync(truth => truth.ConnectionsOpen == 0);
        truth.BytesSent.Should().BeGreaterThanOrEqualTo(Enough);
        truth.Requests.Should().Be(1);
    }

    [Fact]
    public async Task CloseAtOnce_AfterSparedConnections_ClosesTheOthers()
    {
        await using var server = RawServer.Start(
            new RawServerOptions { Behaviour = RawBehaviour.CloseAtOnce, SpareConnections = 1 });
        using (var spared = Client.Http1())
            (await spared.GetAsync(server.Address)).Should().Be("hello world\n");
        using var client = Client.Http1();

        await client.Invoking(one => one.GetAsync(server.Address)).Should().ThrowAsync<HttpRequestException>();

        var truth = await server.WhenAsync(truth => truth.ConnectionsOpen == 0);
        truth.ConnectionsAccepted.Should().BeGreaterThanOrEqualTo(2);
        truth.Requests.Should().Be(1);
    }

    [Fact]
    public async Task NeverRead_BigUpload_GetsStuck()
    {
        await using var server = RawServer.Start(RawBehaviour.NeverRead);
        using var socket = await ConnectAsync(server.Address);
        socket.Blocking = false;
        var part = new byte[65_536];
        var sent = 0L;
        var stuck = false;
        while (!stuck && sent < 100_000_000)
        {
            sent += socket.Send(part, SocketFlags.None, out var error);
            stuck = error == SocketError.WouldBlock;
        }

        stuck.Should().BeTrue();
        (await server.WhenAsync(truth => truth.ConnectionsAccepted == 1)).Requests.Should().Be(0);
    }

    [Fact]
    public async Task ByteByByte_PostAndGet_AreAnsweredRightly()
    {
        await using var server = RawServer.Start(
            new RawServerOptions { Behaviour = RawBehaviour.ByteByByte, Pace = TimeSpan.FromMilliseconds(1) });
        using var client = Client.Http1();
        using var content = new ByteArrayContent(new byte[200_000]);

        using (var response = await client.SendAsync(HttpMethod.Post, server.Address, content))
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be("hello world\n");
        (await client.GetAsync(server.Address)).Should().Be("hello world\n");

        server.Snapshot().Should().Match<RawTruth>(truth => truth.ConnectionsAccepted == 1 && truth.Requests == 2);
    }

    private static async Task<Socket> ConnectAsync(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, TestContext.Current.CancellationToken);
        return socket;
    }
}
