using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Reports;

/// <summary>The four forms of a run's report, of runs that were really carried out.</summary>
public sealed class ReportTests : IAsyncLifetime
{
    private const string HostileName = "=1+1 <script>alert('x')</script> \"é\" \u202e]]>&amp;";

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
    public async Task Json_OfARun_HoldsWhatTheApiSaysOfIt()
    {
        var run = await RunAsync(HostileName, "ok", 100);
        await _service.SeedSecondsAsync(run, 3, 1);
        await _service.SeedErrorsAsync(run, (28, 0, 1), (0, 503, 3));

        var report = await _service.Client.GetAsync(Address(run, "json"));

        ((string)report["format"]!).Should().Be("curlew-report");
        ((int)report["version"]!).Should().Be(1);
        ((string)report["service"]!["name"]!).Should().Be("Curlew");
        ((string)report["run"]!["id"]!).Should().Be((string)run["id"]!);
        ((string)report["run"]!["verdict"]!).Should().Be("passed");
        var summary = await _service.Client.GetAsync((string)run["links"]!["summary"]!);
        JsonNode.DeepEquals(report["results"], summary).Should().BeTrue();
        JsonNode.DeepEquals(report["selfChecks"], summary["selfChecks"]).Should().BeTrue();
        JsonNode.DeepEquals(report["engine"], summary["engine"]).Should().BeTrue();
        JsonNode.DeepEquals(report["definition"], run["definition"]).Should().BeTrue();
        ((int)report["host"]!["cores"]!).Should().Be(Environment.ProcessorCount);
        ((long)report["host"]!["memoryBytes"]!).Should().BeGreaterThan(1 << 20);
        report["errors"]!.AsArray().Select(error => ((int)error!["status"]!, (double)error["percentOfFailed"]!)).Should().Equal((503, 75), (0, 25));
        var timedOut = report["errors"]![1]!;
        ((string)timedOut["curlSymbol"]!).Should().Be("CURLE_OPERATION_TIMEDOUT");
        ((string)timedOut["explanation"]!["meaning"]!).Should().NotBeEmpty();
        timedOut["steps"]!.AsArray().Select(step => ((string)step!["name"]!, (long)step["count"]!)).Should().Equal((StepName(run), 1));
        ((string)timedOut["example"]!["step"]!).Should().Be(StepName(run));
        report["timeline"]!.AsArray().Select(point => (double)point!["fromSeconds"]!).Should().Equal(0, 1, 2);
        var percentiles = report["percentiles"]!.AsArray().Select(row => ((double)row!["percentile"]!, (double)row["responseTimeMs"]!)).ToList();
        percentiles.Select(row => row.Item1).Should().BeInAscendingOrder().And.EndWith([99, 100]);
        percentiles.Select(row => row.Item2).Should().BeInAscendingOrder();
        percentiles[^1].Item2.Should().BeApproximately((double)summary["total"]!["responseTimeMs"]!["max"]!, 0.01 * percentiles[^1].Item2);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("junit.xml")]
    [InlineData("html")]
    public async Task Report_OfARunWithCredentials_HoldsNone(string form)
    {
        var address = _server.Http1.ToString().Replace("://", "://eve:hush1@", StringComparison.Ordinal);
        var run = await _service.Client.RunAsync($$"""
            { "steps": [ { "name": "{{address}}", "url": "{{_server.Http1}}ok", "headers": { "X-Api-Key": "hush2", "Cookie": "a=hush3" },
                           "authentication": { "type": "bearer", "token": "hush4" } } ], "load": { "requests": 2 },
              "thresholds": [ { "metric": "errorRate", "step": "{{address}}", "condition": "<", "valuePercent": 1 } ] }
            """);

        using var answer = await _service.Client.SendAsync("GET", Address(run, form));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.TextAsync()).Should().NotContain("hush").And.Contain("***");
    }

    [Theory]
    [InlineData("json", "attachment", "application/json")]
    [InlineData("csv", "attachment", "text/csv")]
    [InlineData("junit.xml", "attachment", "application/xml")]
    [InlineData("html", "inline", "text/html")]
    public async Task Report_Headers_NameAFileThatIsSafe(string form, string disposition, string mediaType)
    {
        var run = await RunAsync(HostileName, "ok", 1);

        using var answer = await _service.Client.SendAsync("GET", Address(run, form));

        answer.Content.Headers.ContentType!.ToString().Should().Be($"{mediaType}; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.ToString()
            .Should().Be($"{disposition}; filename=\"1-1-script-alert-x-script-amp-{run["id"]}.{form}\"");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("junit.xml")]
    [InlineData("html")]
    public async Task Report_OfARunThatHasNotEndedOrIsNotThere_IsAProblem(string form)
    {
        var run = await _service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}ok", "durationSeconds": 600}""");

        using var early = await _service.Client.SendAsync("GET", Address(run, form));
        using var nothing = await _service.Client.SendAsync("GET", $"/api/v1/runs/{Guid.Empty}/report.{form}");

        await early.ShouldBeProblemAsync(HttpStatusCode.Conflict, "run-not-ended");
        await nothing.ShouldBeProblemAsync(HttpStatusCode.NotFound, "run-not-found");
    }

    [Fact]
    public async Task Csv_OfAJourney_HasALineForEachStepAndNoFormula()
    {
        var run = await _service.Client.RunAsync($$"""
            { "steps": [ { "name": "=cmd", "url": "{{_server.Http1}}ok" }, { "name": "a \"b\", c", "url": "{{_server.Http1}}ok" } ],
              "load": { "iterations": 5 } }
            """);

        using var answer = await _service.Client.SendAsync("GET", Address(run, "csv"));
        var lines = (await answer.TextAsync()).Split("\r\n");

        lines.Should().HaveCount(5);
        lines[0].Should().StartWith("step,requests,succeeded,failed,ratePerSecond,").And.Contain(",responseTimeP95Ms,").And.Contain(",startLagMaxMs,");
        lines[1].Should().StartWith("'=cmd,5,5,0,");
        lines[2].Should().StartWith("\"a \"\"b\"\", c\",5,5,0,");
        lines[3].Should().StartWith("total,10,10,0,");
        lines[3].Split(',').Should().HaveSameCount(lines[0].Split(','));
        lines[4].Should().BeEmpty();
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("junit.xml")]
    [InlineData("html")]
    public async Task Report_OfARunThatCouldNotBeCarriedOut_SaysSo(string form)
    {
        var run = await _service.Client.RunAsync("""
            { "url": "http://127.0.0.1:1/", "requests": 1, "thresholds": [ { "metric": "errorRate", "condition": "<", "valuePercent": 5 } ] }
            """);

        using var answer = await _service.Client.SendAsync("GET", Address(run, form));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var text = await answer.TextAsync();
        if (form == "csv")
            text.Should().StartWith("step,").And.EndWith("\r\n").And.NotContain("total");
        else
            text.Should().Contain("7"); // CURLE_COULDNT_CONNECT, as the run's failure says.
        if (form == "junit.xml")
            XDocument.Parse(text).Descendants("error").Should().HaveCount(2, "neither the run nor its threshold is green");
    }

    private static string StepName(JsonNode run) => (string)run["definition"]!["steps"]![0]!["name"]!;

    private static string Address(JsonNode run, string form) => $"{run["links"]!["self"]}/report.{form}";

    private Task<JsonNode> RunAsync(string name, string path, int requests) => _service.Client.RunAsync($$"""
        { "name": {{JsonSerializer.Serialize(name)}}, "url": "{{_server.Http1}}{{path}}", "requests": {{requests}}, "judgeInvalidRuns": true,
          "thresholds": [ { "metric": "errorRate", "condition": "<", "valuePercent": 1 } ] }
        """);
}
