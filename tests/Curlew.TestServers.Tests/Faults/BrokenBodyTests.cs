using System.Net;
using Curlew.TestServers.Faults;

namespace Curlew.TestServers.Tests.Faults;

public sealed class BrokenBodyTests
{
    public enum Over
    {
        Http1,
        Https1,
        Http2,
    }

    [Theory]
    [InlineData(Over.Http1, "abort")]
    [InlineData(Over.Http1, "close")]
    [InlineData(Over.Https1, "abort")]
    [InlineData(Over.Https1, "close")]
    [InlineData(Over.Http2, "abort")]
    [InlineData(Over.Http2, "close")]
    public async Task CloseMidBody_AnyConnection_ClientGetsThePartAndNoMore(Over over, string how)
    {
        const int Part = 32_768;
        await using var server = await FaultServer.StartAsync();
        using var client = over == Over.Http2 ? Client.Http2(server.Certificates) : Client.Http1(server.Certificates);
        var address = over switch { Over.Http1 => server.Http1, Over.Https1 => server.Https1, _ => server.Https };

        using var response = await client.SendAsync(
            HttpMethod.Get, new Uri(address, $"/close-mid-body?bytes={Part}&declared=200000&how={how}"));
        var (received, broken) = await ReadAsync(response);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.Should().Be(200_000);
        broken.Should().BeTrue();
        // .NET's client, unlike others, forgets what it has not read yet when a stream or connection of HTTP/2 breaks.
        if (over != Over.Http2)
            received.Should().Be(Part);
        var streamAlone = over == Over.Http2 && how == "close";
        var truth = await server.Truth.WhenAsync(truth => truth.ConnectionsOpen == (streamAlone ? 1 : 0));
        truth.Load.Status(200).Should().Be(1);
        truth.Load.ConnectionsAborted.Should().Be(streamAlone ? 0 : 1);
        truth.Load.StreamsReset.Should().Be(streamAlone ? 1 : 0);
        truth.Load.Abandoned.Should().Be(0);
        truth.UnexpectedFailures.Should().BeEmpty();
    }

    private static async Task<(long Received, bool Broken)> ReadAsync(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[4096];
        var received = 0L;
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0)
                received += read;
            return (received, false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (received, true);
        }
    }
}
