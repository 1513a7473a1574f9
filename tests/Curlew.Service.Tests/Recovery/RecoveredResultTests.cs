using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Recovery;

/// <summary>Results that a start puts together of what a process left that died, held against what that process had measured.</summary>
public sealed class RecoveredResultTests : IAsyncLifetime
{
    private readonly LeftService _service = new();
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Start_RunWhoseResultWasMissing_CompletesItWithTheSameFigures()
    {
        var (run, measured, errors) = await RunAsync("");
        await _service.LeaveAsync("finalizing");

        var (recovered, summary) = await RecoverAsync(run);

        ((string)recovered["status"]!).Should().Be("completed");
        ((string)recovered["verdict"]!).Should().Be((string)measured["verdict"]!).And.Be("failed");
        foreach (var part in (string[])["total", "steps", "statusCodes", "curlCodes", "httpVersions", "failures", "outcomes", "preflight", "engine"])
            Same(summary[part], measured[part], part);
        ((double)summary["durationSeconds"]!).Should().BeApproximately((double)measured["durationSeconds"]!, 0.05);
        Same(summary["connections"]!["perHost"], measured["connections"]!["perHost"], "perHost");
        ((long)summary["iterations"]!["completed"]!).Should().Be((long)measured["iterations"]!["completed"]!);
        ((double)summary["generator"]!["cpuSeconds"]!).Should().BeApproximately((double)measured["generator"]!["cpuSeconds"]!, 0.01);
        Same(summary["thresholds"], measured["thresholds"], "thresholds", "brokenAfterSeconds");
        Same(await _service.Client.GetAsync($"{Self(run)}/errors"), errors, "errors");
        summary["generator"]!["peakMemoryBytes"].Should().BeNull();
        ((string)summary["validity"]!).Should().Be("warn");
        CheckOf(summary)["message"]!.ToString().Should().Contain("died").And.Contain("600 outcomes").And.Contain("were judged");
    }

    [Fact]
    public async Task Start_RunOfADefinitionWhoseResultWasMissing_IsHeldAgainstItsBaseline()
    {
        await _service.StartAsync();
        var ofIt = $$"""{"definitionId": "{{(await _service.Client.SaveAsync(Definition("")))["id"]}}"}""";
        var (first, second) = ((string)(await _service.Client.RunAsync(ofIt))["id"]!, await _service.Client.RunAsync(ofIt));
        await _service.StopAsync();
        // A machine too busy for valid figures makes no baseline.
        await _service.ExecuteAsync(
            """UPDATE runs SET validity = 'pass', summary_json = replace(summary_json, '"validity":"invalid"', '"validity":"pass"')""");
        await _service.LeaveAsync("finalizing", run: (string)second["id"]!);

        var (recovered, _) = await RecoverAsync(second);

        ((string)recovered["status"]!).Should().Be("completed");
        var regression = await _service.Client.GetAsync($"{Self(second)}/regression");
        ((string)regression["baselineRuns"]!.AsArray().Should().ContainSingle().Which!["id"]!).Should().Be(first, regression.ToString());
        regression["changes"]!.AsArray().Should().NotBeEmpty();
        ((string)recovered["regression"]!).Should().Be((string)regression["result"]!).And.NotBe("notComparable");
    }

    [Fact]
    public async Task Start_RunThatWasSendingLoad_InterruptsItWithoutJudgingIt()
    {
        var (run, measured, _) = await RunAsync("");
        await _service.LeaveAsync("running");

        var (recovered, summary) = await RecoverAsync(run);

        ((string)recovered["status"]!).Should().Be("interrupted");
        ((string)recovered["failure"]!).Should().Contain("died").And.Contain("not repeated");
        ((string)recovered["verdict"]!).Should().Be("notApplicable");
        Same(summary["total"], measured["total"], "total");
        summary["thresholds"]!.AsArray().Should().OnlyContain(threshold => (string)threshold!["result"]! == "notApplicable");
        CheckOf(summary)["message"]!.ToString().Should().Contain("not judged");
    }

    [Fact]
    public async Task Start_RunThatWasStopping_StopsItAndKeepsTheReason()
    {
        var (run, measured, _) = await RunAsync("");
        await _service.LeaveAsync("stopping", ", stop_reason = 'enough'");

        var (recovered, summary) = await RecoverAsync(run);

        ((string)recovered["status"]!).Should().Be("stopped");
        ((string)recovered["stopReason"]!).Should().Be("enough");
        Same(summary["total"], measured["total"], "total");
    }

    [Theory]
    [InlineData("\"keep\": \"failures\"", "failures alone")]
    [InlineData("\"keep\": \"none\"", "no outcomes")]
    [InlineData("\"keep\": \"all\", \"limit\": 100", "outcomes.limit")]
    public async Task Start_OutcomesThatWereNotAllKept_TakesTheSecondsAndSaysSo(string outcomes, string reason)
    {
        var (run, measured, _) = await RunAsync(outcomes);
        await _service.LeaveAsync("running");

        var (_, summary) = await RecoverAsync(run);

        foreach (var figure in (string[])["requests", "succeeded", "failed", "bytesUp", "bytesDown"])
            ((long)summary["total"]![figure]!).Should().Be((long)measured["total"]![figure]!, figure);
        for (var step = 0; step < 2; step++)
            ((long)summary["steps"]![step]!["requests"]!).Should().Be(300);
        ((double)summary["total"]!["serviceTimeMs"]!["p99"]!).Should()
            .BeApproximately((double)measured["total"]!["serviceTimeMs"]!["p99"]!, 0.02 * (double)measured["total"]!["serviceTimeMs"]!["p99"]!);
        ((double)summary["total"]!["serviceTimeMs"]!["max"]!).Should().Be((double)measured["total"]!["serviceTimeMs"]!["max"]!);
        foreach (var unknown in (string[])["connections", "iterations"])
            summary[unknown].Should().BeNull(unknown);
        summary["total"]!["phases"].Should().BeNull();
        CheckOf(summary)["unit"]!.ToString().Should().Be("seconds");
        CheckOf(summary)["message"]!.ToString().Should().Contain(reason);
        (await _service.Client.SendAsync("GET", $"{Self(run)}/report.csv")).IsSuccessStatusCode.Should().BeTrue();
        (await _service.Client.SendAsync("GET", $"{Self(run)}/report.html")).IsSuccessStatusCode.Should().BeTrue();
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("missing")]
    [InlineData("garbage")]
    [InlineData("cut off")]
    [InlineData("without tables")]
    public async Task Start_OutcomesThatAreDamaged_EndsTheRunWithItsSecondsAndOthersToo(string damage)
    {
        var (run, measured, _) = await RunAsync("");
        await _service.StartAsync();
        var other = await _service.Client.RunAsync(Definition(""));
        await _service.StopAsync();
        await _service.LeaveAsync("running");
        Damage(_service.OutcomesOf((string)run["id"]!), damage);

        var (recovered, summary) = await RecoverAsync(run);

        ((string)recovered["status"]!).Should().Be("interrupted");
        ((long)summary["total"]!["requests"]!).Should().Be((long)measured["total"]!["requests"]!);
        CheckOf(summary)["message"]!.ToString().Should().Contain("cannot be read");
        var intact = await _service.Client.GetAsync($"{Self(await _service.Client.WhenEndedAsync(other))}/summary");
        CheckOf(intact)["unit"]!.ToString().Should().Be("outcomes");
    }

    [Fact]
    public async Task Start_NothingThatCanBeRead_EndsTheRunAndSaysWhy()
    {
        var (run, _, _) = await RunAsync("");
        await _service.LeaveAsync("running", ", definition_json = '{\"steps\": 7}'");

        await _service.StartAsync();
        var ended = await _service.WhenEndedAsync((string)run["id"]!);

        ended.Should().StartWith("interrupted: ").And.Contain("No result could be put together").And.Contain("steps");
    }

    private static void Damage(string file, string how)
    {
        switch (how)
        {
            case "empty":
                File.WriteAllBytes(file, []);
                break;
            case "missing":
                File.Delete(file);
                break;
            case "garbage":
                File.WriteAllBytes(file, [.. Enumerable.Repeat((byte)0x42, 50_000)]);
                break;
            case "cut off":
                using (var cut = File.OpenWrite(file))
                    cut.SetLength(20_000);
                break;
            default:
                File.Delete(file);
                using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=false"))
                {
                    connection.Open();
                    using var command = connection.CreateCommand();
                    command.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE nothing (x); DROP TABLE nothing";
                    command.ExecuteNonQuery();
                }

                break;
        }
    }

    private static string Self(JsonNode run) => (string)run["links"]!["self"]!;

    private static JsonNode CheckOf(JsonNode summary) =>
        summary["selfChecks"]!.AsArray().Single(check => (string)check!["name"]! == "recomputed")!;

    /// <summary>Rates are left out: when the last answer was seen is known to the microsecond, when its loop had ended is not.</summary>
    private static void Same(JsonNode? actual, JsonNode? expected, string what, string but = "ratePerSecond")
    {
        foreach (var node in new[] { actual, expected })
        {
            foreach (var entry in node as JsonArray ?? [])
                (entry as JsonObject)?.Remove(but);
            (node as JsonObject)?.Remove(but);
        }

        JsonNode.DeepEquals(actual, expected).Should().BeTrue($"{what} was to be {expected} and is {actual}");
    }

    /// <summary>
    /// A journey of two steps, the second of which always fails; both thresholds have something to judge, one is broken. They are
    /// judged also where this machine is too busy for valid figures, which the process that died knew and nobody knows any more.
    /// </summary>
    private string Definition(string outcomes) =>
        $$"""
          {"name": "left", "steps": [{"name": "good", "url": "{{_server.Http1}}ok"}, {"name": "bad", "url": "{{_server.Http1}}status/503"}],
           "load": {"virtualUsers": 3, "iterations": 300}, "judgeInvalidRuns": true, "outcomes": { {{outcomes}} },
           "thresholds": [{"metric": "responseTime", "aggregate": "p95", "condition": "<", "valueMs": 10000},
                          {"metric": "errorRate", "condition": "<", "valuePercent": 1}]}
          """;

    private async Task<(JsonNode Run, JsonNode Summary, JsonNode Errors)> RunAsync(string outcomes)
    {
        await _service.StartAsync();
        var run = await _service.Client.RunAsync(Definition(outcomes));
        ((string)run["status"]!).Should().Be("completed", run.ToString());
        var result = (run, await _service.Client.GetAsync($"{Self(run)}/summary"), await _service.Client.GetAsync($"{Self(run)}/errors"));
        await _service.StopAsync();
        return result;
    }

    private async Task<(JsonNode Run, JsonNode Summary)> RecoverAsync(JsonNode run)
    {
        var sent = _server.Truth.Snapshot().Load.Requests;
        await _service.StartAsync();
        var recovered = await _service.Client.WhenEndedAsync(run);
        var summary = await _service.Client.GetAsync($"{Self(run)}/summary");
        _server.Truth.Snapshot().Load.Requests.Should().Be(sent);
        return (recovered, summary);
    }
}
