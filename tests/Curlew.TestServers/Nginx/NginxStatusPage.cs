using System.Globalization;
using System.Text.RegularExpressions;

namespace Curlew.TestServers.Nginx;

/// <summary>
/// nginx's stub_status. Each look at it is a connection and a request of its own, which are taken off the counts;
/// looks are therefore made one at a time.
/// </summary>
internal sealed partial class NginxStatusPage(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false })
    {
        DefaultRequestHeaders = { ConnectionClose = true },
        Timeout = TimeSpan.FromSeconds(10),
    };

    private readonly SemaphoreSlim _one = new(1);
    private long _looks;

    public async Task<NginxConnections> LookAsync()
    {
        await _one.WaitAsync();
        try
        {
            var page = Page().Match(await _client.GetStringAsync(address));
            _looks++;
            return new NginxConnections(
                Number(page, "accepted") - _looks, Number(page, "open") - 1, Number(page, "requests") - _looks);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _one.Dispose();
    }

    private static long Number(Match page, string name) =>
        long.Parse(page.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"Active connections: (?<open>\d+)[^\d]+(?<accepted>\d+) \d+ (?<requests>\d+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Page();
}
