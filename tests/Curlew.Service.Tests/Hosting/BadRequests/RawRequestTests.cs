using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>What is hardly HTTP any more: Kestrel refuses it by itself, mostly without a body, and the service goes on.</summary>
public sealed partial class RawRequestTests(SharedService shared)
{
    private const string Json = "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>What is sent, and the status that it is answered with.</summary>
    public static TheoryData<string, int> Requests { get; } = new()
    {
        { "GARBAGE\r\n\r\n", 400 },
        { "\r\n\r\n\r\n\0\u0001\u0002\r\n\r\n", 400 },
        { "GET\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: localhost\r\nNo colon\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: localhost\r\nName : spaced\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: localhost\r\nNul: \0\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: localhost\r\nA: 1\r\n folded\r\n\r\n", 400 },
        { "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "GET \\ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "G<T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n", 400 },
        { $"GET /{new string('a', 9_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414 },
        { $"GET / HTTP/1.1\r\nHost: localhost\r\nLong: {new string('a', 40_000)}\r\n\r\n", 431 },
        { $"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 200).Select(index => $"A{index}: 1\r\n"))}\r\n", 431 },
        { $"{Json}Content-Length: -1\r\n\r\n", 400 },
        { $"{Json}Content-Length: 1e9\r\n\r\n", 400 },
        { $"{Json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}", 400 },
        { $"{Json}Content-Length: 99999999999999999999\r\n\r\n", 400 },
        { $"{Json}Content-Length: 999999999999\r\n\r\n", 413 },
        { $"{Json}Transfer-Encoding: gzip\r\n\r\n", 400 },
        { $"{Json}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n", 400 },
        { $"{Json}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{{}}\r\n0\r\n\r\n", 400 },
        { $"{Json}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}too long\r\n0\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: example.test\r\n\r\n", 403 },
        { "CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n", 403 },
        { "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n", 404 },
        { "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_ThatIsHardlyHttp_IsRefused(string request, int status)
    {
        var answer = await SendAsync(request, thenClose: false);

        answer.Should().MatchRegex($"^HTTP/1.1 {status} ");
        (await shared.Client.GetAsync("/health/live"))["status"]!.ToString().Should().Be("healthy");
    }

    /// <summary>Whoever is gone is told nothing, and leaves nothing: neither a run nor an entry in the log of failures.</summary>
    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{\"url\":")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n50\r\n{}")]
    public async Task Body_ThatIsCutOff_IsNoRun(string rest)
    {
        var before = await shared.Client.GetAsync("/api/v1/runs?limit=1");

        var answer = await SendAsync(Json + rest, thenClose: true);

        StatusLine().IsMatch(answer).Should().Be(answer.Length > 0);
        answer.Should().NotMatchRegex("^HTTP/1.1 [25]");
        (await shared.Client.GetAsync("/api/v1/runs?limit=1"))["items"]!.ToJsonString().Should().Be(before["items"]!.ToJsonString());
    }

    private async Task<string> SendAsync(string request, bool thenClose)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, shared.Address.Port, deadline.Token);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), deadline.Token);
        if (thenClose)
            connection.Client.Shutdown(SocketShutdown.Send);
        var answer = new StringBuilder();
        var buffer = new byte[4_096];
        try
        {
            while (!(answer.ToString() is var text && !thenClose && text.Contains("\r\n\r\n", StringComparison.Ordinal))
                && await stream.ReadAsync(buffer, deadline.Token) is var count and > 0)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Reset: there was more to read than Kestrel wanted to.
        }

        return answer.ToString();
    }

    [GeneratedRegex("^HTTP/1.1 4[0-9][0-9] ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StatusLine();
}
