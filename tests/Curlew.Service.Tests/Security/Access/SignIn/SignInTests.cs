using System.Net;
using Curlew.Domain.Access;
using Curlew.TestServers.Certificates;

namespace Curlew.Service.Tests.Security.Access.SignIn;

/// <summary>Browsers sign in by a key, are guarded against other sites, and are out when their key is.</summary>
public sealed class SignInTests(SharedKeyedService shared)
{
    [Theory]
    [InlineData("/", "/sign-in?returnUrl=%2F")]
    [InlineData("/swagger", "/sign-in?returnUrl=%2Fswagger")]
    [InlineData("/hangfire/servers?a=b", "/sign-in?returnUrl=%2Fhangfire%2Fservers%3Fa%3Db")]
    [InlineData("//evil.example/", "/sign-in?returnUrl=%2F%2Fevil.example%2F")]
    public async Task Page_NotSignedIn_LeadsToTheSignInPage(string address, string location)
    {
        using var browser = NewBrowser();

        using var answer = await browser.SendAsync("GET", "/", request =>
        {
            request.RequestUri = new Uri($"{browser.Origin}{address}");
            request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml;q=0.9");
        });

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.Should().Be(location);
    }

    [Fact]
    public async Task SignIn_WithAKey_OpensThePagesAndLeadsBack()
    {
        using var browser = NewBrowser();

        using var signedIn = await browser.SignInAsync(shared.Service.KeyOf(ApiRole.Viewer), "?returnUrl=%2Fhangfire%2Fservers%3Fa%3Db");

        signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
        signedIn.Headers.Location!.OriginalString.Should().Be("/hangfire/servers?a=b");
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(each => each.StartsWith("curlew.sign-in=", StringComparison.Ordinal));
        cookie.Should().Contain("httponly").And.Contain("samesite=lax").And.NotContain("domain");
        cookie.Should().NotContain(shared.Service.KeyOf(ApiRole.Viewer)[^30..]);
        foreach (var page in (string[])["/", "/swagger/index.html", "/hangfire", "/api/v1/runs", "/openapi/v1.json", "/metrics"])
        {
            using var answer = await browser.GoAsync(page);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, page);
        }

        using var who = await browser.GoAsync("/sign-in");
        (await who.TextAsync()).Should().Contain("the Viewer").And.Contain("viewer").And.Contain("Sign out");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/%0d%0aSet-Cookie:a=b")]
    [InlineData("~//evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("evil.example")]
    public async Task SignIn_ToReturnElsewhere_LeadsHome(string to)
    {
        using var browser = NewBrowser();

        using var signedIn = await browser.SignInAsync(
            shared.Service.KeyOf(ApiRole.Viewer), $"?returnUrl={(to.Contains('%', StringComparison.Ordinal) ? to : Uri.EscapeDataString(to))}");

        signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
        signedIn.Headers.Location!.OriginalString.Should().Be("/");
    }

    [Fact]
    public async Task SignIn_PageWithHostileAddress_IsEncoded()
    {
        using var browser = NewBrowser();

        using var page = await browser.GoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString("/\"><script>alert(1)</script>"));

        (await page.TextAsync()).Should().NotContain("<script").And.NotContain("style=").And.NotContain("onload");
    }

    [Fact]
    public async Task SignIn_Page_MustNotBeFramed()
    {
        using var browser = NewBrowser();

        using var page = await browser.GoAsync("/sign-in");

        page.Headers.GetValues("X-Frame-Options").Should().Equal("DENY");
    }

    [Fact]
    public async Task SignIn_BadKey_SaysSoAndLeavesNobodySignedIn()
    {
        await using var service = await KeyedService.StartAsync();
        using var browser = new Browser(service.Service.Address);

        using var answer = await browser.SignInAsync("<script>alert(1)</script>");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        (await answer.TextAsync()).Should().Contain("role=\"alert\"").And.Contain("no API key of Curlew").And.NotContain("<script");
        browser.Cookies.Should().NotContain(cookie => cookie.Name == "curlew.sign-in");
        for (var attempt = 0; attempt < 5; attempt++)
            (await browser.SignInAsync("crlw_")).Dispose();
        using var slowed = await browser.SignInAsync(service.KeyOf(ApiRole.Admin));
        slowed.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        slowed.Headers.RetryAfter.Should().NotBeNull();
    }

    [Fact]
    public async Task Cookie_OfAKeyThatIsRevoked_IsDeadAtTheNextRequest()
    {
        var (id, key) = await shared.Service.MakeAsync("leaver", ApiRole.Admin);
        using var browser = NewBrowser();
        (await browser.SignInAsync(key)).Dispose();
        (await browser.SendAsync("GET", "/api/v1/api-keys")).StatusCode.Should().Be(HttpStatusCode.OK);

        await shared.Service.Store.RevokeAsync(id, keepsAnAdmin: true, TestContext.Current.CancellationToken);

        using var answer = await browser.SendAsync("GET", "/api/v1/runs");
        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        browser.Cookies.Should().NotContain(cookie => cookie.Name == "curlew.sign-in");
    }

    [Fact]
    public async Task SignOut_ByItsButton_SignsOutAndNotOtherwise()
    {
        using var browser = NewBrowser();
        (await browser.SignInAsync(shared.Service.KeyOf(ApiRole.Viewer))).Dispose();

        using var forged = await browser.SendAsync("POST", "/sign-out");
        await forged.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        (await browser.SendAsync("GET", "/api/v1/runs")).StatusCode.Should().Be(HttpStatusCode.OK);

        using var signedOut = await browser.SignOutAsync();
        signedOut.Headers.Location!.OriginalString.Should().Be("/sign-in");
        (await browser.SendAsync("GET", "/api/v1/runs")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SignIn_OverTls_CookiesAreSecure()
    {
        using var certificates = new TestCertificates();
        await using var service = await KeyedService.StartAsync(
            "--Urls=https://127.0.0.1:0",
            $"--Kestrel:Certificates:Default:Path={certificates.CertificatePath}",
            $"--Kestrel:Certificates:Default:KeyPath={certificates.KeyPath}");
        using var browser = new Browser(service.Service.Address);

        (await browser.SignInAsync(service.KeyOf(ApiRole.Viewer))).StatusCode.Should().Be(HttpStatusCode.Redirect);

        browser.Cookies.Should().HaveCount(2).And.OnlyContain(cookie => cookie.Secure && cookie.HttpOnly);
    }

    private Browser NewBrowser() => new(shared.Service.Service.Address);
}
