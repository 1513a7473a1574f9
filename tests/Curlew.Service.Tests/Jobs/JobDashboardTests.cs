using System.Net;
using System.Text.RegularExpressions;
using Curlew.Domain.Access;
using Curlew.Service.Tests.Security.Access;
using Curlew.Service.Tests.Security.Access.SignIn;

namespace Curlew.Service.Tests.Jobs;

/// <summary>Hangfire's dashboard: viewers look, administrators change, and other sites do neither.</summary>
public sealed partial class JobDashboardTests(SharedKeyedService shared)
{
    private const string Delete = "/hangfire/jobs/enqueued/delete";

    [Fact]
    public async Task Change_ByAnAdministratorsBrowser_NeedsHangfiresToken()
    {
        using var browser = new Browser(shared.Service.Service.Address);
        (await browser.SignInAsync(shared.Service.KeyOf(ApiRole.Admin))).Dispose();
        using var page = await browser.GoAsync("/hangfire/jobs/enqueued");
        var token = Token().Match(await page.TextAsync());
        token.Success.Should().BeTrue("the page holds the token");

        using var without = await PostAsync(browser, null);
        using var forged = await PostAsync(browser, "x");
        using var with = await PostAsync(browser, token.Groups["value"].Value);

        without.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        forged.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        with.StatusCode.Should().NotBe(HttpStatusCode.Forbidden);
        ((int)with.StatusCode).Should().BeLessThan(300, "it deleted the jobs of an empty list");
    }

    [Fact]
    public async Task Figures_OfAViewersBrowser_AreAnswered()
    {
        using var browser = new Browser(shared.Service.Service.Address);
        (await browser.SignInAsync(shared.Service.KeyOf(ApiRole.Viewer))).Dispose();
        using var page = await browser.GoAsync("/hangfire");
        var token = Token().Match(await page.TextAsync());

        using var figures = await browser.SendAsync("POST", "/hangfire/stats", request =>
        {
            request.Headers.Add("Origin", browser.Origin);
            request.Headers.Add("RequestVerificationToken", token.Groups["value"].Value);
            request.Content = new FormUrlEncodedContent([KeyValuePair.Create("metrics[]", "servers:count")]);
        });
        using var changed = await PostAsync(browser, token.Groups["value"].Value);

        figures.StatusCode.Should().Be(HttpStatusCode.OK);
        (await figures.TextAsync()).Should().Contain("servers:count");
        await changed.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private static Task<HttpResponseMessage> PostAsync(Browser browser, string? token) => browser.SendAsync("POST", Delete, request =>
    {
        request.Headers.Add("Origin", browser.Origin);
        if (token is not null)
            request.Headers.Add("RequestVerificationToken", token);
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("jobs[]", "1")]);
    });

    [GeneratedRegex("[\"'](?<value>CfDJ8[^\"']+)[\"']", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
