using System.Net;
using System.Net.Sockets;
using System.Text;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Security.Http;

/// <summary>What one request, and all connections, may take of the service.</summary>
public sealed class RequestLimitsTests
{
    [Fact]
    public async Task Request_ThatTakesTooLong_IsGivenUp()
    {
        await using var service = await ServiceUnderTest.StartAsync("--Http:RequestTimeoutSeconds=1");
        using var connection = await ConnectAsync(service);

        await SendAsync(connection, "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

        (await ReadAsync(connection, untilItHas: "Http:RequestTimeoutSeconds"))
            .Should().StartWith("HTTP/1.1 503 ").And.Contain("urn:curlew:problem:timed-out");
    }

    [Fact]
    public async Task Events_ThatTakeLongerThanRequestsMay_AreToldToTheEnd()
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync("--Http:RequestTimeoutSeconds=1");
        var run = await service.Client.QueueAsync($$"""{"url": "{{server.Http1}}ok", "virtualUsers": 1, "durationSeconds": 3}""");

        using var events = await service.Client.StreamAsync((string)run["links"]!["events"]!);

        (await events.TextAsync()).Should().Contain("event: done");
    }

    [Fact]
    public async Task Connection_BeyondTheMost_IsClosedAndTheOthersAreServed()
    {
        await using var service = await ServiceUnderTest.StartAsync("--Http:MaxConnections=2");
        using var first = await ConnectAsync(service);
        await AskAsync(first);
        using var second = await ConnectAsync(service);
        await AskAsync(second);

        using var third = await ConnectAsync(service);

        (await ReadAsync(third, untilItHas: "\r\n\r\n")).Should().BeEmpty("nobody answers there");
        await AskAsync(first);
    }

    [Fact]
    public async Task Body_LargerThanAny_IsAProblem()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var connection = await ConnectAsync(service);

        await SendAsync(connection, "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99000000\r\n\r\n");

        (await ReadAsync(connection, untilItHas: "\"status\":413")).Should().StartWith("HTTP/1.1 413 ").And.Contain("body-too-large");
    }

    private static async Task AskAsync(TcpClient connection)
    {
        await SendAsync(connection, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        (await ReadAsync(connection, untilItHas: "healthy")).Should().StartWith("HTTP/1.1 200 ");
    }

    private static async Task<TcpClient> ConnectAsync(ServiceUnderTest service)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, service.Address.Port, TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task SendAsync(TcpClient connection, string text) =>
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task<string> ReadAsync(TcpClient connection, string untilItHas)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        try
        {
            while (!text.ToString().Contains(untilItHas, StringComparison.Ordinal)
                && await connection.GetStream().ReadAsync(buffer, deadline.Token) is var count and > 0)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Reset by the service.
        }

        return text.ToString();
    }
}
