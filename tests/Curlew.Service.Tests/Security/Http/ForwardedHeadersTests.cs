using System.Net;

namespace Curlew.Service.Tests.Security.Http;

/// <summary>What a proxy says of a request is believed from proxies that are named, and from nobody else.</summary>
public sealed class ForwardedHeadersTests
{
    private const string Hsts = "Strict-Transport-Security";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3, 127.0.0.0/8")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task Proto_FromAKnownProxy_IsBelieved(string proxies)
    {
        await using var service = await ServiceUnderTest.StartAsync($"--Http:KnownProxies={proxies}");

        using var answer = await AskAsync(service);

        answer.Headers.GetValues(Hsts).Should().Equal("max-age=2592000");
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/8,192.168.1.1,::1")]
    public async Task Proto_FromElsewhere_IsNotBelieved(string proxies)
    {
        await using var service = await ServiceUnderTest.StartAsync($"--Http:KnownProxies={proxies}");

        using var answer = await AskAsync(service);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.Contains(Hsts).Should().BeFalse();
    }

    [Fact]
    public async Task Proto_WhereAspNetIsToldToBelieveEverybody_IsStillNotBelieved()
    {
        await using var service = await ServiceUnderTest.StartAsync("--FORWARDEDHEADERS_ENABLED=true");

        using var answer = await AskAsync(service);

        answer.Headers.Contains(Hsts).Should().BeFalse();
    }

    [Fact]
    public async Task Hsts_SetToNoDays_IsNotSent()
    {
        await using var service = await ServiceUnderTest.StartAsync("--Http:KnownProxies=127.0.0.1", "--Http:HstsDays=0");

        using var answer = await AskAsync(service);

        answer.Headers.Contains(Hsts).Should().BeFalse();
    }

    /// <summary>As behind a proxy that ends TLS, for a name that a browser may remember it for.</summary>
    private static Task<HttpResponseMessage> AskAsync(ServiceUnderTest service) => service.Client.SendAsync(
        "GET",
        "/health/live",
        change: request =>
        {
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-For", "203.0.113.9");
            request.Headers.Add("X-Forwarded-Host", "curlew.example");
        });
}
