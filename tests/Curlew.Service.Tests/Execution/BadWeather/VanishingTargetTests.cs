using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Execution.BadWeather;

/// <summary>The target goes away under a run, or never says a word.</summary>
public sealed class VanishingTargetTests(SharedService shared) : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Run_WhoseTargetVanishes_CompletesAndNamesTheErrors()
    {
        var run = await StartAsync("\"virtualUsers\": 4, \"durationSeconds\": 5");

        await _server.DisposeAsync();

        var ended = await shared.Client.WhenEndedAsync(run);
        ((string)ended["status"]!).Should().Be("completed", ended.ToJsonString());
        await ShouldNameAsync(run, "CURLE_COULDNT_CONNECT");
    }

    [Fact]
    public async Task Run_WithAThresholdThatStopsIt_StopsWhenItsTargetVanishes()
    {
        var run = await StartAsync("""
            "virtualUsers": 4, "durationSeconds": 600, "judgeInvalidRuns": true,
            "thresholds": [ { "metric": "errorRate", "condition": "<", "valuePercent": 5, "stopRun": true } ]
            """);

        await _server.DisposeAsync();

        var ended = await shared.Client.WhenEndedAsync(run);
        ((string)ended["status"]!).Should().Be("stopped");
        ((string)ended["stopReason"]!).Should().Contain("errorRate");
        ((string)ended["verdict"]!).Should().Be("failed");
    }

    [Fact]
    public async Task Run_WhoseTargetAcceptsAndNeverAnswers_EndsInItsTimeAndSaysSo()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();

        var run = await shared.Client.RunAsync(
            $$"""{"steps": [ { "url": "http://{{mute.LocalEndpoint}}/", "timeoutSeconds": 1 } ], "load": { "virtualUsers": 2, "requests": 4 } }""");

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        ((long)run["failedRequests"]!).Should().Be(4);
        await ShouldNameAsync(run, "CURLE_OPERATION_TIMEDOUT");
        (await shared.Client.GetAsync("/health/ready"))["status"]!.ToString().Should().Be("healthy");
    }

    private async Task ShouldNameAsync(JsonNode run, string error)
    {
        var errors = await shared.Client.GetAsync($"{run["links"]!["self"]}/errors");
        errors["items"]!.AsArray().Select(item => (string?)item!["curlSymbol"]).Should().Contain(error);
    }

    private async Task<JsonNode> StartAsync(string load)
    {
        var run = await shared.Client.QueueAsync($$"""{"url": "{{_server.Http1}}ok", {{load}} }""");
        await _server.Truth.WhenAsync(truth => truth.Load.Requests > 1_000);
        return run;
    }
}
