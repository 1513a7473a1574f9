using System.Net;
using System.Net.Sockets;
using System.Text;
using Curlew.Service.Security.Access.Authorization;
using Microsoft.AspNetCore.Http;

namespace Curlew.Service.Tests.Security.Access.Authorization;

/// <summary>A service without keys answers whoever uses its machine, and nobody who comes through a browser or a proxy on it.</summary>
public sealed class LoopbackRuleTests(SharedService shared)
{
    [Theory]
    [InlineData("GET", "Host", "evil.example")]
    [InlineData("GET", "Host", "localhost.evil.example")]
    [InlineData("GET", "Host", "127.0.0.1.evil.example:5080")]
    [InlineData("GET", "Host", "192.0.2.1")]
    [InlineData("POST", "Host", "rebound.example:5080")]
    [InlineData("GET", "X-Forwarded-For", "203.0.113.7")]
    [InlineData("GET", "X-Forwarded-Proto", "https")]
    [InlineData("GET", "x-forwarded-host", "localhost")]
    [InlineData("GET", "X-Original-For", "127.0.0.1:1234")]
    [InlineData("GET", "X-Real-IP", "127.0.0.1")]
    [InlineData("GET", "Forwarded", "for=203.0.113.7")]
    [InlineData("GET", "Via", "1.1 proxy")]
    [InlineData("POST", "Origin", "https://evil.example")]
    [InlineData("POST", "Origin", "null")]
    [InlineData("DELETE", "Origin", "http://localhost:1")]
    [InlineData("POST", "Sec-Fetch-Site", "cross-site")]
    [InlineData("POST", "Sec-Fetch-Site", "same-site")]
    public async Task Request_OfAnother_IsRefused(string method, string header, string value)
    {
        foreach (var address in (string[])["/api/v1/runs", "/", "/swagger/index.html", "/hangfire", "/openapi/v1.json", "/nothing"])
        {
            using var answer = await shared.Client.SendAsync(method, address, change: request =>
                request.Headers.TryAddWithoutValidation(header, value));

            var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "local-only");
            ((string)problem["detail"]!).Should().Contain("no API key yet").And.Contain("keys create");
        }
    }

    [Theory]
    [InlineData("GET", "Host", "localhost")]
    [InlineData("GET", "Host", "LOCALHOST:5080")]
    [InlineData("GET", "Host", "127.0.0.1")]
    [InlineData("GET", "Host", "[::1]:5080")]
    [InlineData("POST", "Sec-Fetch-Site", "same-origin")]
    [InlineData("POST", "Sec-Fetch-Site", "none")]
    [InlineData("GET", "Sec-Fetch-Site", "cross-site")]
    [InlineData("GET", "Origin", "https://evil.example")]
    public async Task Request_OfThisMachine_IsAnswered(string method, string header, string value)
    {
        using var answer = await shared.Client.SendAsync(method, "/api/v1/runs", change: request =>
            request.Headers.TryAddWithoutValidation(header, value));

        answer.StatusCode.Should().Be(method == "GET" ? HttpStatusCode.OK : HttpStatusCode.UnsupportedMediaType);
        answer.Headers.Should().NotContain(each => each.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Request_FromItsOwnPage_IsAnswered()
    {
        using var answer = await shared.Client.SendAsync("POST", "/api/v1/runs", change: request =>
            request.Headers.Add("Origin", shared.Address.GetLeftPart(UriPartial.Authority)));

        answer.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("GET /api/v1/runs HTTP/1.0\r\n\r\n", 403)]
    [InlineData("GET /api/v1/runs HTTP/1.1\r\nHost: \r\n\r\n", 403)]
    [InlineData("GET /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400)]
    [InlineData("GET http://evil.example/api/v1/runs HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403)]
    [InlineData("GET http://evil.example/api/v1/runs HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.0\r\n\r\n", 200)]
    public async Task RawRequest_OddHosts_AreRefused(string request, int status)
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, shared.Address.Port, cancelled);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), cancelled);

        using var reader = new StreamReader(client.GetStream());
        (await reader.ReadLineAsync(cancelled)).Should().StartWith($"HTTP/1.1 {status} ");
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("127.0.0.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "127.0.0.1", false)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.1", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.1", "::1", true)]
    public void RefusalOf_ConnectionThatIsNotLoopback_IsRefusedThoughItListens(string local, string remote, bool isAnswered)
    {
        // Listening there is refused at the start; this holds should that be got round.
        var context = new DefaultHttpContext();
        (context.Connection.LocalIpAddress, context.Connection.RemoteIpAddress) = (IPAddress.Parse(local), IPAddress.Parse(remote));
        (context.Request.Method, context.Request.Path, context.Request.Host) = ("GET", "/api/v1/runs", new HostString("localhost"));

        (LoopbackRule.RefusalOf(context) is null).Should().Be(isAnswered);
    }
}
