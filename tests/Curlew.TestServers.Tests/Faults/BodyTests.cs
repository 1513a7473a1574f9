using System.IO.Compression;
using Curlew.TestServers.Faults;

namespace Curlew.TestServers.Tests.Faults;

public sealed class BodyTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Big_HundredMegabytes_AllArrive(bool http2)
    {
        await using var server = await FaultServer.StartAsync();
        using var client = http2 ? Client.Http2() : Client.Http1();
        var address = new Uri(http2 ? server.H2c : server.Http1, "/big?bytes=100000001");
        using var response = await client.SendAsync(HttpMethod.Get, address);
        await using var counter = new CountingStream();

        await response.Content.CopyToAsync(counter, TestContext.Current.CancellationToken);

        counter.Written.Should().Be(100_000_001);
    }

    [Fact]
    public async Task Big_ClientGoesAfterTheHead_ServerEndsToo()
    {
        await using var server = await FaultServer.StartAsync();
        using (var client = Client.Http1())
        using (var response = await client.SendAsync(HttpMethod.Get, new Uri(server.Http1, "/big?bytes=10000000000")))
            response.Content.Headers.ContentLength.Should().Be(10_000_000_000);

        var truth = await server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0);
        truth.Load.Abandoned.Should().Be(1);
        truth.Load.Status(200).Should().Be(1);
    }

    [Fact]
    public async Task Big_Head_DeclaresTheLength()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();

        using var response = await client.SendAsync(HttpMethod.Head, new Uri(server.Http1, "/big?bytes=10000000000"));

        response.Content.Headers.ContentLength.Should().Be(10_000_000_000);
    }

    [Fact]
    public async Task Chunked_TenChunks_NoLengthIsDeclared()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();

        using var response = await client.SendAsync(HttpMethod.Get, new Uri(server.Http1, "/chunked?chunks=10&bytes=120"));

        response.Headers.TransferEncodingChunked.Should().BeTrue();
        response.Content.Headers.ContentLength.Should().BeNull();
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should()
            .Be(string.Concat(Enumerable.Repeat("hello world\n", 100)));
    }

    [Theory]
    [InlineData("/gzip?bytes=12000", "gzip", true)]
    [InlineData("/gzip?bytes=12000", "identity", false)]
    [InlineData("/gzip?bytes=12000&force=true", "identity", true)]
    public async Task Gzip_AcceptedOrForced_IsCompressed(string path, string accepted, bool compressed)
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();

        using var response = await client.SendAsync(
            HttpMethod.Get, new Uri(server.Http1, path), headers: ("Accept-Encoding", accepted));
        await using var raw = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using var body = compressed ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using var reader = new StreamReader(body);

        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Should()
            .Be(string.Concat(Enumerable.Repeat("hello world\n", 1000)));
        response.Content.Headers.ContentEncoding.Should().Equal(compressed ? ["gzip"] : []);
    }
}
