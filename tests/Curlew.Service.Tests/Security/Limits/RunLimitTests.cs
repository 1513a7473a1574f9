using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Security.Limits;

/// <summary>What a run may come to.</summary>
public sealed class RunLimitTests : IAsyncLifetime
{
    private FaultServer _server = null!;
    private ServiceUnderTest _service = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _service = await ServiceUnderTest.StartAsync(
            "--Limits:RatePerSecond=100", "--Limits:VirtualUsers=50", "--Limits:DurationSeconds=60",
            "--Limits:TotalBytes=1000000", "--Limits:ResponseBytes=5000");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Post_BeyondEveryLimit_NamesAllAtOnceAndWhoseTheyAre()
    {
        using var answer = await _service.Client.PostAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}ok" }, { "url": "{{_server.Http1}}ok/2", "maxResponseBytes": 5001 } ],
              "load": { "model": "open", "maxVirtualUsers": 51,
                        "stages": [ { "ratePerSecond": 50, "durationSeconds": 30 }, { "ratePerSecond": 51, "durationSeconds": 31, "ramp": true } ] },
              "limits": { "totalBytes": 1000001, "durationSeconds": 61 } }
            """);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "limit-exceeded");
        problem.Fields().Should().BeEquivalentTo(
            "steps[1].maxResponseBytes", "load.stages[1].ratePerSecond", "load.stages", "load.maxVirtualUsers",
            "limits.totalBytes", "limits.durationSeconds");
        ((string)problem["errors"]!["load.stages[1].ratePerSecond"]![0]!).Should().Be(
            "Comes to 102 requests per second (2 steps), but may come to 100: the service's limit (setting Limits:RatePerSecond).");
        (await RunsAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"virtualUsers\": 51, \"durationSeconds\": 1", "load.virtualUsers")]
    [InlineData("\"virtualUsers\": 50, \"durationSeconds\": 60.1", "load.durationSeconds")]
    [InlineData("\"ratePerSecond\": 100.5, \"durationSeconds\": 1", "load.ratePerSecond")]
    public async Task Post_ShorthandBeyondALimit_NamesTheField(string load, string field)
    {
        using var answer = await _service.Client.PostAsync($$"""{"url": "{{_server.Http1}}ok", {{load}} }""");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "limit-exceeded")).Fields().Should().Equal(field);
    }

    [Fact]
    public async Task Post_OverridesGoBeyondALimit_AreRefused()
    {
        using var saved = await _service.Client.SendAsync("POST", "/api/v1/definitions", Json(
            $$"""{"url": "{{_server.Http1}}ok", "virtualUsers": 5, "durationSeconds": 1}"""));
        var id = (string)(await saved.JsonAsync())["id"]!;

        using var answer = await _service.Client.PostAsync($$"""{"definitionId": "{{id}}", "overrides": {"virtualUsers": 500} }""");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "limit-exceeded")).Fields().Should().Equal("load.virtualUsers");
    }

    [Fact]
    public async Task Post_AtEachLimit_RunsAndShowsWhatWasLowered()
    {
        var run = await _service.Client.RunAsync($$"""{"url": "{{_server.Http1}}ok?bytes=10", "ratePerSecond": 100, "durationSeconds": 0.5}""");

        ((string)run["status"]!).Should().Be("completed", $"{run}");
        ((long)run["definition"]!["load"]!["maxVirtualUsers"]!).Should().Be(50, "nobody asked for the default of 10,000");
        ((long)run["definition"]!["steps"]![0]!["maxResponseBytes"]!).Should().Be(5000);
        ((long)run["definition"]!["limits"]!["totalBytes"]!).Should().Be(1_000_000);
        run["definition"]!["limits"]!["durationSeconds"].Should().BeNull("the load ends by itself");
    }

    [Fact]
    public async Task Execute_BytesComeToTheLimit_StopsAndSaysWhich()
    {
        var run = await _service.Client.RunAsync(
            $$"""{"url": "{{_server.Http1}}slow?ms=5&bytes=4000", "virtualUsers": 20, "durationSeconds": 60}""");

        ((string)run["status"]!).Should().Be("stopped");
        ((string)run["stopReason"]!).Should().Contain("limits.totalBytes").And.Contain("1000000");
        ((long)run["requests"]!).Should().Be(_server.Truth.Snapshot().Load.Requests);
    }

    [Fact]
    public async Task Execute_AnswerIsLongerThanTheLimit_Fails()
    {
        var run = await _service.Client.RunAsync($$"""{"url": "{{_server.Http1}}chunked?chunks=10&bytes=1000", "requests": 3}""");

        ((long)run["failedRequests"]!).Should().Be(3);
    }

    [Fact]
    public async Task Post_KeyWithLimitsOfItsOwn_GoesByTheLeast()
    {
        using var root = await _service.AddAdminAsync();
        using var ann = await _service.AddRunnerAsync(
            root, "ann", """{"virtualUsers": 10, "ratePerSecond": 1000, "durationSeconds": 0.4, "totalBytes": 500000, "responseBytes": 4000}""");

        using var users = await PostAsAsync("\"virtualUsers\": 11, \"durationSeconds\": 0.1");
        using var rate = await PostAsAsync("\"ratePerSecond\": 101, \"durationSeconds\": 0.1");
        using var accepted = await PostAsAsync("\"requests\": 1000000, \"virtualUsers\": 1");

        ((string)(await users.JsonAsync())["errors"]!["load.virtualUsers"]![0]!).Should().EndWith("may come to 10: this key's own limit.");
        ((string)(await rate.JsonAsync())["errors"]!["load.ratePerSecond"]![0]!).Should().Contain("Limits:RatePerSecond", "the service has the last word");
        var run = await ann.WhenEndedAsync(await accepted.JsonAsync());
        ((string)run["status"]!).Should().Be("stopped");
        ((string)run["stopReason"]!).Should().Contain("limits.durationSeconds, 0.4 s");
        ((string)run["createdBy"]!).Should().Be("ann");
        ((long)run["definition"]!["limits"]!["totalBytes"]!).Should().Be(500_000);
        ((long)run["definition"]!["steps"]![0]!["maxResponseBytes"]!).Should().Be(4000);
        using var ofRoot = await root.PostAsync(Slow("\"virtualUsers\": 11, \"durationSeconds\": 0.1"));
        ofRoot.StatusCode.Should().Be(HttpStatusCode.Accepted, "these limits are ann's alone");

        string Slow(string load) => $$"""{"url": "{{_server.Http1}}slow/ann?ms=20", {{load}} }""";

        Task<HttpResponseMessage> PostAsAsync(string load) => ann.PostAsync(Slow(load));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<JsonArray> RunsAsync() => (await _service.Client.GetAsync("/api/v1/runs"))["items"]!.AsArray();
}
