using System.Net;

namespace Curlew.Service.Tests.Security.Http;

/// <summary>Whatever is answered, and however badly it went, browsers are told how to handle it.</summary>
public sealed class AnswerHeadersTests(SharedService shared)
{
    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/index.js")]
    [InlineData("GET", "/swagger/index.html")]
    [InlineData("GET", "/hangfire")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/health/ready")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/api/v1/runs")]
    [InlineData("GET", "/api/v1/runs/nothing")]
    [InlineData("POST", "/api/v1/runs")]
    [InlineData("PUT", "/api/v1/runs")]
    [InlineData("GET", "/nothing/at/all")]
    [InlineData("GET", "/..%2f..%2fetc/passwd")]
    public async Task Answer_OfAnyAddress_HasEveryHeader(string method, string address)
    {
        using var answer = await shared.Client.SendAsync(method, address);

        Header(answer, "Content-Security-Policy").Should().StartWith("default-src 'none'; ").And.Contain("frame-ancestors 'none'")
            .And.Contain("base-uri 'none'").And.NotContain("unsafe-eval").And.NotContain("script-src 'unsafe").And.NotContain("*");
        Header(answer, "X-Content-Type-Options").Should().Be("nosniff");
        Header(answer, "X-Frame-Options").Should().Be("DENY");
        Header(answer, "Referrer-Policy").Should().Be("no-referrer");
        Header(answer, "Cross-Origin-Resource-Policy").Should().Be("same-origin");
        answer.Headers.Server.Should().BeEmpty();
        answer.Headers.Contains("Strict-Transport-Security").Should().BeFalse("there is no TLS");
    }

    [Theory]
    [InlineData("/api/v1/runs")]
    [InlineData("/api/v1/runs/nothing")]
    [InlineData("/api/v1/definitions")]
    public async Task Answer_OfTheApi_IsKeptByNoCache(string address)
    {
        using var answer = await shared.Client.SendAsync("GET", address);

        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Theory]
    [InlineData("/api/v1/runs")]
    [InlineData("/nothing")]
    [InlineData("/metrics")]
    public async Task Answer_OfData_MayDoNothingInABrowser(string address)
    {
        using var answer = await shared.Client.SendAsync("GET", address);

        Header(answer, "Content-Security-Policy").Should()
            .Be("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    public async Task Body_ThatSaysItIsCompressed_IsRefused(string encoding)
    {
        using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        body.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        using var answer = await shared.Client.SendAsync("POST", "/api/v1/runs", body);

        ((string)(await answer.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"))["detail"]!)
            .Should().Contain($"\"{encoding}\"");
        Header(answer, "Accept-Encoding").Should().Be("identity");
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
