using Curlew.TestServers.Faults;

namespace Curlew.TestServers.Tests.Faults;

public sealed class CookieTests
{
    [Fact]
    public async Task Set_NameAndValue_AreSentToTheClient()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http1();

        using var response = await client.SendAsync(HttpMethod.Get, new Uri(server.Http1, "/cookie/set?name=user&value=ann"));

        response.Headers.GetValues("Set-Cookie").Should().Equal("user=ann; path=/");
    }

    [Fact]
    public async Task Echo_CookiesSent_AreShownAndCounted()
    {
        await using var server = await FaultServer.StartAsync();
        using var client = Client.Http2(server.Certificates);
        var address = new Uri(server.Https, "/cookie/echo");

        using var response = await client.SendAsync(HttpMethod.Get, address, headers: ("Cookie", "user=ann; token=1"));
        await client.SendAsync(HttpMethod.Get, new Uri(server.Https, "/ok"), headers: ("Cookie", "user=ann"));

        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .Should().Be("""{"user":"ann","token":"1"}""");
        server.Truth.Snapshot().Cookies.Should()
            .Equal(new Dictionary<string, long> { ["user=ann"] = 2, ["token=1"] = 1 });
    }
}
