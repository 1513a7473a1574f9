using System.Net;
using System.Net.Sockets;
using Curlew.Domain.Access;
using Curlew.Service.Security.Access.Keys;

namespace Curlew.Service.Tests.Security.Access.Authentication;

/// <summary>Whoever tries keys is slowed down, in headers and on the sign-in page together; others are not.</summary>
public sealed class SlowedTests
{
    private const string Address = "/api/v1/engines";

    [Fact]
    public async Task Request_AfterManyBadKeys_NoKeyFromThereIsLookedAt()
    {
        await using var service = await KeyedService.StartAsync();
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var failed = await service.SendAsync("GET", Address, KeyText.New().Reveal());
            statuses.Add(failed.StatusCode);
        }

        using var right = await service.SendAsync("GET", Address, service.KeyOf(ApiRole.Viewer));
        using var open = await service.SendAsync("GET", "/health/live", service.KeyOf(ApiRole.Viewer));
        using var elsewhere = await FromAsync("127.0.0.2", service);

        statuses.Should().AllBeEquivalentTo(HttpStatusCode.Unauthorized);
        await right.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "too-many-attempts");
        right.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero);
        open.StatusCode.Should().Be(HttpStatusCode.OK);
        elsewhere.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Request_ManyWithoutAKey_AreNoAttempts()
    {
        await using var service = await KeyedService.StartAsync();
        for (var request = 0; request < 20; request++)
            (await service.SendAsync("GET", Address)).Dispose();

        using var answer = await service.SendAsync("GET", Address, service.KeyOf(ApiRole.Viewer));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    /// <summary>All of 127.0.0.0/8 is this machine, so that it can be two clients.</summary>
    private static async Task<HttpResponseMessage> FromAsync(string address, KeyedService service)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancelled) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancelled);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        client.DefaultRequestHeaders.Add("X-Api-Key", service.KeyOf(ApiRole.Viewer));
        return await client.GetAsync(new Uri(service.Service.Address, Address), TestContext.Current.CancellationToken);
    }
}
