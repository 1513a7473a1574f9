using System.Net;

namespace Curlew.Service.Tests.Hosting;

public sealed class PagesTests(SharedService shared)
{
    [Theory]
    [InlineData("/", "Load testing as a service")]
    [InlineData("/swagger/index.html", "swagger-ui")]
    [InlineData("/hangfire", "Curlew&#39;s jobs")]
    public async Task Page_Get_IsHtml(string address, string words)
    {
        using var answer = await shared.Client.SendAsync("GET", address);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        (await answer.TextAsync()).Should().Contain(words);
    }

    [Fact]
    public async Task LandingPage_Get_LoadsNothingFromElsewhere()
    {
        using var answer = await shared.Client.SendAsync("GET", "/");

        (await answer.TextAsync()).Should().NotContainAny("src=\"http", "href=\"http", "url(http", "import ");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_OfARunningService_IsHealthy(string address) =>
        ((string)(await shared.Client.GetAsync(address))["status"]!).Should().Be("healthy");

    [Fact]
    public async Task Ready_OfARunningService_NamesEachCheck() =>
        (await shared.Client.GetAsync("/health/ready"))["checks"]!.AsArray().Select(check => (string)check!["name"]!)
            .Should().BeEquivalentTo("database", "engines", "jobs", "disk", "start");

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/nothing.html", HttpStatusCode.NotFound, "not-found")]
    [InlineData("PUT", "/api/v1/runs", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    [InlineData("DELETE", "/api/v1/engines", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    public async Task Address_ThatIsNotThere_IsAProblem(string method, string address, HttpStatusCode status, string code)
    {
        using var answer = await shared.Client.SendAsync(
            method, address, change: request => request.Headers.Accept.ParseAdd("text/html"));

        await answer.ShouldBeProblemAsync(status, code);
    }
}
