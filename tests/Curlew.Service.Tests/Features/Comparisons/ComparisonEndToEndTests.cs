using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.TestServers.Faults;
using Curlew.TestServers.Nginx;

namespace Curlew.Service.Tests.Features.Comparisons;

/// <summary>Comparisons as a user makes them, by what the servers counted.</summary>
public sealed class ComparisonEndToEndTests
{
    [Fact]
    public async Task Comparison_OfHttpVersionsOnNginx_IsWhatTheServerCounted()
    {
        await using var server = await NginxServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync("--Execution:ConcurrentRuns=2");

        var made = await service.Client.CompareAsync($$"""
            {"name": "which | version", "url": "{{server.Https}}", "tls": {"verify": false}, "ratePerSecond": 200, "durationSeconds": 1,
             "matrix": {"httpVersion": ["1.1", "2"]}, "rounds": 2, "seed": 7}
            """);
        var ended = await service.Client.WhenFinalAsync(made);

        ((string)ended["status"]!).Should().Be("completed", ended.ToJsonString());
        var log = (await server.ReadAccessLogAsync()).Load;
        log.Entries.Should().HaveCount(800);
        foreach (var (arm, protocol, version) in (IEnumerable<(string, string, string)>)[("1.1", "HTTP/1.1", "1.1"), ("2", "HTTP/2.0", "2")])
        {
            var row = ended.Arm(arm);
            ((int)row["roundsUsed"]!).Should().Be(2, row.ToJsonString());
            ((long)row["requests"]!).Should().Be(log.Count(protocol: protocol)).And.Be(400);
            ((long)row["failed"]!).Should().Be(0);
            ((long)row["streamErrors"]!).Should().Be(0);
            var got = row["httpVersions"]!.AsArray().Should().ContainSingle().Subject!;
            ((string)got["version"]!).Should().Be(version);
            ((bool)row["gotOtherVersion"]!).Should().BeFalse();
            ((double)row["plannedPerSecond"]!).Should().Be(200);
            foreach (var percentile in (string[])["p50", "p95", "p99"])
            {
                var estimate = row["responseTimeMs"]![percentile]!;
                ((double)estimate["low"]!).Should().BeLessThanOrEqualTo((double)estimate["value"]!).And.BePositive();
                ((double)estimate["high"]!).Should().BeGreaterThanOrEqualTo((double)estimate["value"]!);
            }
        }

        await ShouldBeOneAtATimeAsync(service.Client, ended);
        await ShouldBeReportedAsync(service.Client, ended);
    }

    [Fact]
    public async Task Comparison_ArmThatTheServerDoesNotSpeak_IsAResult()
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync();
        var saved = await service.Client.SaveAsync($$"""{"name": "ok", "url": "{{server.Http1}}ok/arms", "requests": 40, "virtualUsers": 4}""");

        var made = await service.Client.CompareAsync($$"""
            {"definitionId": "{{saved["id"]}}", "rounds": 2,
             "arms": [{"name": "as it is"}, {"name": "h2c", "overrides": {"httpVersion": "2-prior-knowledge"} }]}
            """);
        var ended = await service.Client.WhenFinalAsync(made);

        ((string)ended["status"]!).Should().Be("completed", "the comparison goes on");
        ((string)ended["definitionId"]!).Should().Be((string)saved["id"]!);
        ((long)ended.Arm("as it is")["requests"]!).Should().Be(80).And.Be(server.Truth.Snapshot().Of(path: "/ok/arms").Requests - 2, "each run looks first");
        ended.Arm("h2c")["rounds"]!.AsArray().Should().HaveCount(2).And.OnlyContain(round => (string)round!["status"]! == "failed" && round["note"] != null);
        ((int)ended.Arm("h2c")["roundsUsed"]!).Should().Be(0);
        ((string)ended["result"]!["recommendation"]!["outcome"]!).Should().Be("arm");
        ((string)ended["result"]!["recommendation"]!["arm"]!).Should().Be("as it is");
        ended["result"]!["recommendation"]!["reasons"]![0]!.ToString().Should().StartWith("h2c could not be measured:");
        var runs = await service.Client.GetAsync($"/api/v1/runs?definitionId={saved["id"]}");
        runs["items"]!.AsArray().Should().HaveCount(4).And.OnlyContain(run => (string)run!["comparisonId"]! == (string)ended["id"]!);
    }

    [Fact]
    public async Task Comparison_RunsDeletedMeanwhileAndAfterwards_KeepsWhatItKnows()
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync();
        var made = await service.Client.CompareAsync($$"""
            {"url": "{{server.Http1}}ok/a", "requests": 20, "rounds": 1, "arms": [{"name": "a"}, {"name": "slow", "overrides": {"url": "{{server.Http1}}gate/b"} }]}
            """);

        // One of them waits at the gate; where that is the first, the other one is not there to be deleted before.
        await server.Truth.WhenAsync(truth => truth.Of(path: "/gate/b").Requests > 0);
        var first = (await service.Client.GetAsync(made.Self()))["plan"]![0]!;
        var isDeleted = (string)first["status"]! == "completed";
        if (isDeleted)
            (await service.Client.SendAsync("DELETE", (string)first["run"]!)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        server.Gate.Open();
        var ended = await service.Client.WhenFinalAsync(made);

        ((string)ended["status"]!).Should().Be("completed");
        ((bool)ended["plan"]![0]!["isDeleted"]!).Should().Be(isDeleted);
        ((int)ended.Arm((string)first["arm"]!)["roundsUsed"]!).Should().Be(isDeleted ? 0 : 1);
        ((int)ended.Arm((string)ended["plan"]![1]!["arm"]!)["roundsUsed"]!).Should().Be(1);
        server.Truth.Snapshot().Of(path: "/ok/a").Requests.Should().Be(21, "nothing is sent a second time");
        (await service.Client.SendAsync("DELETE", (string)ended["plan"]![1]!["run"]!)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        JsonNode.DeepEquals((await service.Client.GetAsync(made.Self()))["result"], ended["result"]).Should().BeTrue("the result is kept");

        (await service.Client.SendAsync("DELETE", made.Self())).StatusCode.Should().Be(HttpStatusCode.NoContent);
        using var gone = await service.Client.SendAsync("GET", made.Self());
        await gone.ShouldBeProblemAsync(HttpStatusCode.NotFound, "comparison-not-found");
    }

    private static async Task ShouldBeOneAtATimeAsync(ServiceClient client, JsonNode comparison)
    {
        var runs = (await client.GetAsync((string)comparison["links"]!["runs"]!))["items"]!.AsArray().Reverse().ToList();
        runs.Select(run => (string)run!["id"]!).Should().Equal(comparison.RunIds());
        runs.Select(run => (string)run!["httpVersion"]!).Should().Equal(comparison["plan"]!.AsArray().Select(place => (string)place!["arm"]!));
        foreach (var (before, after) in runs.Zip(runs.Skip(1)))
            ((DateTime)after!["startedAt"]!).Should().BeAfter((DateTime)before!["endedAt"]!);
    }

    private static async Task ShouldBeReportedAsync(ServiceClient client, JsonNode comparison)
    {
        using var markdown = await client.SendAsync("GET", (string)comparison["links"]!["reportMarkdown"]!);
        markdown.Content.Headers.ContentType!.ToString().Should().Be("text/markdown; charset=utf-8");
        var text = await markdown.TextAsync();
        text.Should().StartWith("# which \\| version\n").And.Contain("## At a glance").And.Contain("Stream errors (92)");
        text.Split('\n').Where(line => line.StartsWith("| 2 |", StringComparison.Ordinal)).Should().HaveCountGreaterThanOrEqualTo(5);

        using var html = await client.SendAsync("GET", (string)comparison["links"]!["reportHtml"]!);
        html.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'").And.Contain("frame-ancestors 'none'");
        var page = XDocument.Parse((await html.TextAsync()).Replace("<!DOCTYPE html>", "", StringComparison.OrdinalIgnoreCase));
        page.Descendants("script").Should().BeEmpty();
        page.Descendants("h1").Single().Value.Should().Be("which | version");
        page.Descendants("table").Should().HaveCount(6);
        page.Descendants("p").First(p => (string?)p.Attribute("class") == "headline").Value
            .Should().Be((string)comparison["result"]!["recommendation"]!["sentence"]!);
    }
}
