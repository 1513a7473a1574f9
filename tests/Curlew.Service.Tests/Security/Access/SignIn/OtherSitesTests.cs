using System.Net;
using Curlew.Domain.Access;

namespace Curlew.Service.Tests.Security.Access.SignIn;

/// <summary>What other sites can have a browser send that is signed in here, or could be.</summary>
public sealed class OtherSitesTests(SharedKeyedService shared)
{
    private static readonly (string Method, string Address)[] Changes =
        [("POST", "/api/v1/runs"), ("DELETE", "/api/v1/runs/x"), ("POST", "/hangfire/stats")];

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "key={0}")]
    [InlineData("application/x-www-form-urlencoded", "key={0}&__RequestVerificationToken=x")]
    [InlineData("text/plain", "{0}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nnonsense")]
    [InlineData("multipart/form-data", "--x\r\nnonsense")]
    public async Task SignIn_FormOfAnotherSite_IsRefused(string type, string body)
    {
        using var browser = NewBrowser();
        using var page = await browser.GoAsync("/sign-in");

        using var answer = await browser.SendAsync("POST", "/sign-in", request =>
        {
            request.Content = new StringContent(body.Replace("{0}", shared.Service.KeyOf(ApiRole.Viewer), StringComparison.Ordinal));
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        });

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        browser.Cookies.Should().NotContain(cookie => cookie.Name == "curlew.sign-in");
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("https://evil.example", null, false)]
    [InlineData("null", null, false)]
    [InlineData("https://evil.example", "same-origin", false)]
    [InlineData("own", "cross-site", false)]
    [InlineData("own", "same-site", false)]
    [InlineData(null, "cross-site", false)]
    [InlineData(null, "none", false)]
    [InlineData("own", null, true)]
    [InlineData(null, "same-origin", true)]
    [InlineData("own", "same-origin", true)]
    public async Task Change_ByCookie_OnlyFromOwnPages(string? origin, string? site, bool isAllowed)
    {
        using var browser = NewBrowser();
        (await browser.SignInAsync(shared.Service.KeyOf(ApiRole.Admin))).Dispose();

        foreach (var (method, address) in Changes)
        {
            using var answer = await browser.SendAsync(method, address, request =>
            {
                if (origin is not null)
                    request.Headers.Add("Origin", origin == "own" ? browser.Origin : origin);
                if (site is not null)
                    request.Headers.Add("Sec-Fetch-Site", site);
            });

            if (!isAllowed)
                await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "cross-site");
            else if (address.StartsWith("/api", StringComparison.Ordinal))
                answer.StatusCode.Should().BeOneOf(HttpStatusCode.UnsupportedMediaType, HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Cookie_Forged_IsNoSignIn()
    {
        using var answer = await shared.Service.SendAsync("GET", "/api/v1/runs", change: request =>
            request.Headers.Add("Cookie", "curlew.sign-in=CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    private Browser NewBrowser() => new(shared.Service.Service.Address);
}
