using System.Net.Http.Json;
using System.Text;
using Curlew.TestServers.Faults;

namespace Curlew.TestServers.Tests.Faults;

public sealed class EchoTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Echo_Post_ShowsWhatWasSent(bool http2)
    {
        await using var server = await FaultServer.StartAsync();
        using var client = http2 ? Client.Http2(server.Certificates) : Client.Http1(server.Certificates);
        using var content = new StringContent("{\"käse\":1}", Encoding.UTF8, "application/json");

        using var response = await client.SendAsync(
            HttpMethod.Post, new Uri(server.Https, "/echo/here?a=1"), content, ("X-Own", "yes"), ("User-Agent", "curlew"));
        var echo = await response.Content.ReadFromJsonAsync<EchoAnswer>(TestContext.Current.CancellationToken);

        echo!.Method.Should().Be("POST");
        echo.Path.Should().Be("/echo/here");
        echo.Query.Should().Be("?a=1");
        echo.Protocol.Should().Be(http2 ? "HTTP/2" : "HTTP/1.1");
        echo.BodyText.Should().Be("{\"käse\":1}");
        echo.BodyBytes.Should().Be(11);
        echo.Headers.Should().Contain(header => header.Key.Equals("x-own", StringComparison.OrdinalIgnoreCase));
        var truth = server.Truth.Snapshot();
        truth.Load.BodyBytesReceived.Should().Be(11);
        truth.UserAgents.Should().Equal(new Dictionary<string, long> { ["curlew"] = 1 });
    }

    [Fact]
    public async Task AnyPath_UploadedBody_IsReadAndCounted()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();
        using var content = new ByteArrayContent(new byte[5_000_000]);

        using var response = await client.SendAsync(HttpMethod.Put, new Uri(server.Http1, "/ok"), content);

        server.Truth.Snapshot().Of("/ok", "PUT").BodyBytesReceived.Should().Be(5_000_000);
    }
}
