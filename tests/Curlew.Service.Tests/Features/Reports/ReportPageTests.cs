using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Reports;

/// <summary>The report as a page: whole, self-contained, and nobody's markup but its own.</summary>
public sealed class ReportPageTests : IAsyncLifetime
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

    [Fact]
    public async Task Page_OfHostileNames_HasNoMarkupOfTheirs()
    {
        const string Name = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'\u202e\u2066end";
        var run = await RunAsync(Name, $$"""{ "name": {{JsonSerializer.Serialize(Name)}}, "url": "{{_server.Http1}}ok" }""");

        var (text, page) = await PageAsync(run);

        page.Descendants("script").Should().BeEmpty();
        page.Descendants("img").Should().BeEmpty();
        page.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).Should().NotContain(name => name.StartsWith("on", StringComparison.Ordinal));
        page.Descendants("h1").Single().Value.Should().Be("<script>alert(1)</script><img src=x onerror=alert(2)> \"'end");
        text.Should().NotContainAny("\u202e", "&#x202E;", "\u2066", "&#x2066;");
    }

    [Fact]
    public async Task Page_OfAnyRun_LoadsNothing()
    {
        var run = await RunAsync("quiet", $$"""{ "url": "{{_server.Http1}}ok" }""");
        await _service.SeedSecondsAsync(run, 30, 1);

        var (text, page) = await PageAsync(run);

        page.Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy")
            .Attribute("content")!.Value.Should().StartWith("default-src 'none';");
        page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "srcset" or "href" or "data" or "action")
            .Should().OnlyContain(attribute => attribute.Value == "data:,");
        Regex.Count(text, "url\\(|@import", RegexOptions.None, TimeSpan.FromSeconds(5)).Should().Be(0);
    }

    [Fact]
    public async Task Page_Of20Minutes_HasItsChartsInLessThan500KB()
    {
        var steps = string.Join(", ", Enumerable.Range(1, 12).Select(step => $$"""{ "name": "step {{step}}", "url": "{{_server.Http1}}ok" }"""));
        var run = await RunAsync("long", steps);
        await _service.SeedSecondsAsync(run, 1200, 12);
        await _service.SeedErrorsAsync(run, (28, 0, 12), (0, 503, 36));

        var (text, page) = await PageAsync(run);

        var json = await _service.Client.GetAsync($"{run["links"]!["self"]}/report.json");
        json["timeline"]!.AsArray().Should().HaveCount(600, "that is as many points as there may be");
        text.Length.Should().BeLessThan(500_000);
        page.Descendants("figcaption").Select(caption => caption.Value).Should().Equal(
            "Requests", "Response time, from the planned start", "Service time, from the real start", "Distribution of times",
            "Virtual users and connections", "CPU of the generator");
        foreach (var chart in page.Descendants("svg").Where(svg => (string?)svg.Attribute("role") == "img"))
        {
            chart.Attribute("aria-label")!.Value.Should().NotBeEmpty();
            chart.Descendants("title").Should().HaveCountGreaterThan(5);
            chart.Descendants("path").Select(path => path.Attribute("d")!.Value).Should().NotContain(line => line.Contains("NaN"));
        }

        page.Descendants("table").Should().OnlyContain(table => table.Attribute("aria-label") != null || table.Attribute("aria-labelledby") != null);
        page.Descendants("th").Select(cell => cell.Value).Should().Contain("step 12").And.Contain("28 CURLE_OPERATION_TIMEDOUT, no answer")
            .And.Contain("503, status not as expected");
    }

    [Fact]
    public async Task Page_Charts_DrawEachLineUnderItsName()
    {
        var run = await RunAsync("lines", $$"""{ "url": "{{_server.Http1}}ok" }""");
        await _service.SeedSecondsAsync(run, 60, 1);

        var (_, page) = await PageAsync(run);

        // Greatest first: what is seeded has these lines apart from each other.
        LinesFromTheTop(page, "Requests").Should().Equal("all", "failed");
        LinesFromTheTop(page, "Response time, from the planned start").Should().Equal("p99", "p95", "p50");
        LinesFromTheTop(page, "Service time, from the real start").Should().Equal("p99", "p95", "p50");
        LinesFromTheTop(page, "Virtual users and connections").Should().Equal("virtual users", "open connections");
        LinesFromTheTop(page, "CPU of the generator").Should().Equal("event loops", "storing outcomes");
    }

    [Fact]
    public async Task Page_OfARunThatEndsAMomentAfterASecond_DrawsNoRateOfThatMoment()
    {
        var run = await RunAsync("rest", $$"""{ "url": "{{_server.Http1}}ok" }""");
        await _service.SeedSecondsAsync(run, 10, 1, lastLength: 0.01);

        var (_, page) = await PageAsync(run);

        page.Descendants("figure").First().Descendants("title").Should().HaveCount(9);
        page.Descendants("table").Single(table => (string?)table.Attribute("aria-label") == "Figures over time")
            .Element("tbody")!.Elements("tr").Should().HaveCount(10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Page_OfFewSeconds_IsWhole(int seconds)
    {
        var run = await RunAsync("short", $$"""{ "url": "{{_server.Http1}}status/500" }""");
        await _service.SeedSecondsAsync(run, seconds, 1);

        var (text, page) = await PageAsync(run);

        page.Descendants("figcaption").Should().HaveCount(seconds == 0 ? 1 : 6);
        page.Descendants("p").First(p => (string?)p.Attribute("class") == "headline").Value.Should().Be("Failed");
        page.Descendants("td").Select(cell => cell.Value).Should().Contain("✗ failed");
        text.Should().NotContain("NaN").And.NotContain("∞");
    }

    [Fact]
    public async Task Page_OfAnswersThatFailByExpectation_SaysByWhichAndWhere()
    {
        var run = await RunAsync("wrong", $$"""
            { "name": "fine", "url": "{{_server.Http1}}ok" },
            { "name": "wrong", "url": "{{_server.Http1}}ok", "expect": { "bodyContains": "no such text" } }
            """);

        var (_, page) = await PageAsync(run);

        var row = page.Descendants("tr").Single(row => (string?)row.Attribute("class") == "explained");
        row.Elements().Select(cell => cell.Value).Take(3).Should().Equal("200, body not as expected", "200", "100 %");
        row.ElementsAfterSelf("tr").First().Value.Should().Contain("its body does not hold the expected text").And.Contain("By step: wrong 200").And.NotContain("fine");
    }

    [Fact]
    public async Task Page_OfARunWithoutResults_SaysWhyFirst()
    {
        var run = await _service.Client.RunAsync("""{ "url": "http://127.0.0.1:1/", "requests": 1 }""");

        var (_, page) = await PageAsync(run);

        var verdict = page.Descendants("main").Single().Elements().First();
        verdict.Value.Should().Contain("The run failed").And.Contain((string)run["failure"]!);
    }

    /// <summary>The names of a chart's lines, by how high they lie on average; a line has its name by the class that its key has.</summary>
    private static IEnumerable<string> LinesFromTheTop(XElement page, string title)
    {
        var figure = page.Descendants("figure").Single(figure => figure.Element("figcaption")!.Value == title);
        var chart = figure.Elements("svg").Single();
        return figure.Descendants("li").OrderBy(item => HeightsOf(chart, (string)item.Descendants("path").Single().Attribute("class")!).Average())
            .Select(item => item.Value);
    }

    private static IEnumerable<double> HeightsOf(XElement chart, string line) =>
        chart.Descendants("path").Single(path => (string?)path.Attribute("class") == line).Attribute("d")!.Value
            .Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries)
            .Select(point => double.Parse(point.Split(' ')[1], CultureInfo.InvariantCulture));

    private Task<JsonNode> RunAsync(string name, string steps) => _service.Client.RunAsync($$"""
        { "name": {{JsonSerializer.Serialize(name)}}, "steps": [ {{steps}} ], "load": { "iterations": 200 }, "judgeInvalidRuns": true,
          "thresholds": [ { "metric": "responseTime", "aggregate": "p95", "condition": "<", "valueMs": 10000 },
                          { "metric": "errorRate", "condition": "<", "valuePercent": 1 } ] }
        """);

    /// <summary>The page, read as XML: it is well-formed but for the elements that HTML has no end of.</summary>
    private async Task<(string Text, XElement Page)> PageAsync(JsonNode run)
    {
        using var answer = await _service.Client.SendAsync("GET", (string)run["links"]!["report"]!);
        var text = await answer.TextAsync();
        text.TrimStart().Should().StartWith("<!DOCTYPE html>");
        var closed = Regex.Replace(text, "<(?<tag>(meta|link)[^>]*?) ?/?>", "<${tag} />", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        return (text, XElement.Parse(closed.TrimStart()["<!DOCTYPE html>".Length..]));
    }
}
