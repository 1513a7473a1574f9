using Curlew.TestServers.Faults;

namespace Curlew.TestServers.Tests.Faults;

public sealed class ConnectionCloseTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GoAway_AfterThree_EachConnectionCarriesThree(bool http2)
    {
        await using var server = await FaultServer.StartAsync();
        using var client = http2 ? Client.Http2(server.Certificates) : Client.Http1(server.Certificates);
        var address = new Uri(server.Https, "/goaway?after=3");
        await client.HeadAsync(address);

        for (var request = 0; request < 9; request++)
            (await client.GetAsync(address)).Should().Be("hello world\n");

        var truth = await server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0);
        truth.ConnectionsAccepted.Should().Be(3);
        truth.ClosesRequested.Should().Be(3);
        truth.Connections.Select(connection => connection.Requests).Should().Equal(3, 3, 3);
        truth.Load.Status(200).Should().Be(9);
        truth.Load.Requests.Should().Be(9);
    }

    [Fact]
    public async Task GoAway_StreamsUnderWay_AreFinished()
    {
        const int Requests = 500;
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http2(server.Certificates);
        var address = new Uri(server.Https, "/goaway?after=100");

        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => client.GetAsync(address)));

        answers.Should().OnlyContain(answer => answer == "hello world\n");
        var truth = server.Truth.Snapshot();
        truth.Load.Status(200).Should().Be(Requests);
        truth.ClosesRequested.Should().BePositive();
        truth.Connections.Sum(connection => connection.Requests).Should().Be(Requests);
    }
}
