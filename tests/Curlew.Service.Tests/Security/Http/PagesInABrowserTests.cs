using System.Text.RegularExpressions;
using Curlew.Service.Tests.Features.Comparisons;
using Curlew.TestServers;
using Curlew.TestServers.Browsers;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Security.Http;

/// <summary>The policies forbid all that pages can do without, and nothing that they need: a real browser has nothing to complain of.</summary>
public sealed class PagesInABrowserTests : IAsyncLifetime
{
    private FaultServer _server = null!;
    private ServiceUnderTest _service = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _service = await ServiceUnderTest.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("/", "<td>completed</td>")]
    [InlineData("/swagger/index.html", "/api/v1/runs/{id}/stop")]
    [InlineData("/hangfire", "<canvas")]
    [InlineData("/hangfire/jobs/succeeded", "SucceededJobs")]
    [InlineData("/hangfire/servers", "runs")]
    public async Task Page_InABrowser_WorksWithoutComplaints(string address, string drawn)
    {
        await _service.Client.RunAsync($$"""{ "url": "{{_server.Http1}}ok", "requests": 3 }""");

        var page = await Chromium.ShowAsync(new Uri(_service.Address, address));

        page.Console.Should().BeEmpty();
        WithoutBreaks(page.Html).Should().Contain(drawn, "its scripts have run");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_InABrowser_IsStyledAlsoFromAFile(bool fromFile)
    {
        using var directory = new TemporaryDirectory("report");
        var run = await _service.Client.RunAsync($$"""{ "name": "r", "url": "{{_server.Http1}}ok", "requests": 3 }""");
        var address = new Uri(_service.Address, (string)run["links"]!["report"]!);
        if (fromFile)
        {
            using var answer = await _service.Client.SendAsync("GET", address.AbsolutePath);
            await File.WriteAllTextAsync(directory.File("report.html"), await answer.TextAsync(), TestContext.Current.CancellationToken);
            address = new Uri(directory.File("report.html"));
        }

        var page = await Chromium.ShowAsync(address);

        // A style that its policy forbids would be told of in the console.
        page.Console.Should().BeEmpty();
        page.Html.Should().Contain("<h1>r</h1>").And.NotContain("unsafe-inline");
    }

    [Fact]
    public async Task ReportOfAComparison_InABrowser_IsStyled()
    {
        var comparison = await _service.Client.WhenFinalAsync(await _service.Client.CompareAsync($$"""
            {"name": "c", "url": "{{_server.Http1}}ok", "requests": 5, "rounds": 1,
             "arms": [{"overrides": {"maxConnects": 1} }, {"overrides": {"maxConnects": 2} }]}
            """));

        var page = await Chromium.ShowAsync(new Uri(_service.Address, (string)comparison["links"]!["reportHtml"]!));

        page.Console.Should().BeEmpty();
        page.Html.Should().Contain("<h1>c</h1>").And.Contain("At a glance").And.NotContain("unsafe-inline");
    }

    private static string WithoutBreaks(string html) => Regex.Replace(html, "<wbr>|\\s+", "", RegexOptions.None, TimeSpan.FromSeconds(5));
}
