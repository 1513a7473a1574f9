using Curlew.TestServers.Faults;

namespace Curlew.TestServers.Tests.Faults;

public sealed class RedirectTests
{
    [Fact]
    public async Task Redirect_ThreeTimes_ArrivesAtTheTarget()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();
        var address = new Uri(server.Http1, "/redirect?to=%2Fstatus%2F418%3Fbytes%3D3&times=3&status=307");

        var statuses = await FollowAsync(client, address, atMost: 10);

        statuses.Should().Equal(307, 307, 307, 418);
        server.Truth.Snapshot().Of("/redirect").Requests.Should().Be(3);
        server.Truth.Snapshot().Of("/status/418").Requests.Should().Be(1);
    }

    [Fact]
    public async Task RedirectLoop_Followed_NeverEnds()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();

        var statuses = await FollowAsync(client, new Uri(server.Http1, "/redirect-loop?mine=1"), atMost: 10);

        statuses.Should().HaveCount(10).And.OnlyContain(status => status == 302);
    }

    private static async Task<List<int>> FollowAsync(Client client, Uri address, int atMost)
    {
        var statuses = new List<int>();
        while (statuses.Count < atMost)
        {
            using var response = await client.SendAsync(HttpMethod.Get, address);
            statuses.Add((int)response.StatusCode);
            if (response.Headers.Location is not { } next)
                break;
            address = new Uri(address, next);
        }

        return statuses;
    }
}
