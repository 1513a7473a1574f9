using System.Text.Json.Nodes;
using System.Xml.Linq;
using Curlew.Service.Pipelines;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Hosting;
using Curlew.Service.Tests.Regressions;
using Curlew.TestServers;

namespace Curlew.Service.Tests.Pipelines;

/// <summary>A night as a pipeline has it: the service, a server, and the program's commands as processes of their own.</summary>
public sealed class PipelineCommandTests
{
    private const int Tries = 5;

    [Fact]
    public async Task Run_OfAServerThatGotSlower_EndsWithOneAndSaysWhatRegressed()
    {
        using var files = new TemporaryDirectory("pipeline");
        await using var server = await PacedServer.StartAsync(TimeSpan.FromMilliseconds(20));
        await using var service = await ServiceUnderTest.StartAsync();
        var saved = await service.Client.SaveAsync($$"""
            {"name": "nightly", "url": "{{server.Address}}", "ratePerSecond": 60, "durationSeconds": 4,
             "thresholds": [{"metric": "errorRate", "condition": "<", "valuePercent": 1}]}
            """);

        var first = await RunAsync("run", "--definition", (string)saved["id"]!, "--report", files.File("first.html"));
        server.Delay = TimeSpan.FromMilliseconds(400);
        var slow = await RunAsync("run", "--definition", (string)saved["id"]!, "--junit", files.File("slow.xml"));
        slow.ExitCode.Should().Be(1, slow.Output + slow.Errors);
        var regressed = (await service.Client.GetAsync("/api/v1/runs?regression=regressed"))["items"]!.AsArray();
        var waited = await RunAsync("wait", "--run", (string)regressed[0]!["id"]!);
        var refused = await RunAsync("run", "--definition", (string)saved["id"]!, "--overrides", """{"virtualUsers": 0}""");

        first.ExitCode.Should().Be(0, first.Errors);
        first.Output.Should().Contain("completed").And.Contain("Thresholds: passed").And.Contain("no baseline yet");
        (await File.ReadAllTextAsync(files.File("first.html"), TestContext.Current.CancellationToken)).Should().StartWith("<!DOCTYPE html>");
        slow.Output.Should().Contain("Regression: regressed. ").And.Contain("/report.html");
        waited.ExitCode.Should().Be(1);
        refused.ExitCode.Should().Be(4);
        refused.Errors.Should().Contain("422").And.Contain("overrides.virtualUsers: ").And.NotContain("   at ");
        ShouldFailByMetric(XElement.Load(files.File("slow.xml")));
        await ShouldBeToldAsync(service, regressed.Should().ContainSingle().Subject!);

        // On a machine that has too much to do a generator cannot be trusted, and says so.
        async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
        {
            for (var tries = 0; ; tries++)
            {
                var ended = await ServiceProcess.RunAsync([.. arguments, "--url", service.Address.ToString(), "--timeout", "60"]);
                if (ended.ExitCode != (int)PipelineExit.NotJudged || tries == Tries)
                    return ended;
            }
        }
    }

    private static void ShouldFailByMetric(XElement junit)
    {
        var suite = junit.Elements("testsuite").Single(suite => ((string)suite.Attribute("name")!).EndsWith(": regression", StringComparison.Ordinal));
        suite.Elements("testcase").Select(@case => (string)@case.Attribute("name")!).Should().Contain("p50 of total");
        suite.Descendants("failure").Should().HaveSameCount(suite.Elements("testcase"));
        suite.Descendants("failure").First().Value.Should().Contain(" ms").And.Contain("count");
    }

    private static async Task ShouldBeToldAsync(ServiceUnderTest service, JsonNode run)
    {
        var regression = await service.Client.GetAsync((string)run["links"]!["regression"]!);
        ((string)regression["result"]!).Should().Be("regressed");
        ((string)regression["baseline"]!).Should().Be("rolling");
        var p50 = regression["changes"]!.AsArray().First(change => (string)change!["metric"]! == "p50")!;
        ((double)p50["change"]!).Should().BeGreaterThan(200);
        ((string)p50["unit"]!).Should().Be("milliseconds");

        var report = await service.Client.GetAsync($"{run["links"]!["self"]}/report.json");
        report["regression"]!.ToJsonString().Should().Be(regression.ToJsonString());
        ((string)report["run"]!["regression"]!).Should().Be("regressed");
        report["host"].Should().NotBeNull();
        using var page = await service.Client.SendAsync("GET", (string)run["links"]!["report"]!);
        (await page.TextAsync()).Should().Contain("Against the baseline").And.Contain("&#x2717; regressed").And.Contain("<p class=\"headline\">Regressed</p>");
        using var metrics = await service.Client.SendAsync("GET", "/metrics");
        (await metrics.TextAsync()).Should().Contain("curlew_run_regressions_total").And.Contain("regression=\"regressed\"");
    }
}
