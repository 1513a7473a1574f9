using System.Net;
using Curlew.TestServers.Faults;

namespace Curlew.TestServers.Tests.Faults;

public sealed class StreamResetTests
{
    [Fact]
    public async Task Reset_EveryThird_ResetsThoseStreamsAlone()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http2(server.Certificates);
        var address = new Uri(server.Https, "/reset?every=3&code=5");
        (await client.HeadAsync(address)).Should().Be(HttpStatusCode.OK);

        var codes = new List<long?>();
        for (var request = 0; request < 10; request++)
            codes.Add(await ResetCodeAsync(client, address));

        codes.Should().Equal(null, null, 5, null, null, 5, null, null, 5, null);
        var truth = server.Truth.Snapshot();
        truth.Of(method: "HEAD").Requests.Should().Be(1);
        truth.Load.Requests.Should().Be(10);
        truth.Load.StreamsReset.Should().Be(3);
        truth.Load.Status(200).Should().Be(7);
        truth.Load.Abandoned.Should().Be(0);
        truth.ConnectionsAccepted.Should().Be(1);
        truth.UnexpectedFailures.Should().BeEmpty();
    }

    [Fact]
    public async Task Reset_ManyStreamsAtOnce_ClientSeesAsManyAsWereCounted()
    {
        const int Requests = 1000;
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http2();
        var address = new Uri(server.H2c, "/reset?every=33");

        var codes = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => ResetCodeAsync(client, address)));

        codes.Count(code => code == 2).Should().Be(Requests / 33);
        codes.Count(code => code is null).Should().Be(Requests - Requests / 33);
        var truth = server.Truth.Snapshot();
        truth.Load.Requests.Should().Be(Requests);
        truth.Load.StreamsReset.Should().Be(Requests / 33);
        truth.Load.Status(200).Should().Be(Requests - Requests / 33);
    }

    [Fact]
    public async Task Reset_AfterSomeBytes_ClientHasTheHead()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http2(server.Certificates);

        using var response = await client.SendAsync(HttpMethod.Get, new Uri(server.Https, "/reset?bytes=10000"));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.Should().Be(10_001);
        await response.Content.Invoking(content => content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))
            .Should().ThrowAsync<HttpRequestException>();
        server.Truth.Snapshot().Load.StreamsReset.Should().Be(1);
        server.Truth.Snapshot().Load.Status(200).Should().Be(1);
    }

    [Fact]
    public async Task Reset_Http1_AbortsTheConnection()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();

        // On a new connection, because .NET repeats a request by itself when a connection dies that it had used before.
        var request = () => client.GetAsync(new Uri(server.Http1, "/reset"));

        await request.Should().ThrowAsync<HttpRequestException>();
        var truth = await server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0);
        truth.Load.ConnectionsAborted.Should().Be(1);
        truth.Load.StreamsReset.Should().Be(0);
        truth.Load.Statuses.Should().BeEmpty();
    }

    /// <summary>The error code that the stream was reset with, or null if the answer came.</summary>
    private static async Task<long?> ResetCodeAsync(Client client, Uri address)
    {
        try
        {
            await client.GetAsync(address);
            return null;
        }
        catch (HttpRequestException exception) when (exception.InnerException is HttpProtocolException reset)
        {
            return reset.ErrorCode;
        }
    }
}
