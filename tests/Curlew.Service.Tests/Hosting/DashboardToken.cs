using System.Net;
using System.Text.RegularExpressions;

namespace Curlew.Service.Tests.Hosting;

/// <summary>What the page of Hangfire's dashboard sends with each of its POSTs, so that no other page can.</summary>
/// <param name="Header">The header that has it.</param>
/// <param name="Value">What is in the header.</param>
/// <param name="Cookie">The cookie that it belongs to; null where the client had it before, and so keeps cookies.</param>
internal sealed partial record DashboardToken(string Header, string Value, string? Cookie)
{
    /// <summary>Reads it from the page.</summary>
    public static async Task<DashboardToken> ReadAsync(HttpResponseMessage page)
    {
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        var html = await page.TextAsync();
        var cookie = page.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.Single(each => each.StartsWith("curlew.antiforgery=", StringComparison.Ordinal)).Split(';')[0]
            : null;
        return new DashboardToken(
            HeaderPattern().Match(html).Groups["value"].Value, WebUtility.HtmlDecode(TokenPattern().Match(html).Groups["value"].Value), cookie);
    }

    /// <summary>Adds it to a request.</summary>
    public void AddTo(HttpRequestMessage request)
    {
        request.Headers.Add(Header, Value);
        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);
    }

    [GeneratedRegex("<meta name=\"csrf-header\" content=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderPattern();

    [GeneratedRegex("<meta name=\"csrf-token\" content=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenPattern();
}
