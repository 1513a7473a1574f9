using System.Net;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Runs;

/// <summary>Runs from POST to outcomes, against a server that knows what it was sent.</summary>
public sealed class RunsEndToEndTests : IAsyncLifetime
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
    public async Task Run_WithFaults_ReportsWhatTheServerCounted()
    {
        var run = await _service.Client.RunAsync($$"""
            {"name": "faults", "url": "{{_server.Http1}}status/503?every=10", "virtualUsers": 5, "requests": 1000}
            """);

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        ((long)run["requests"]!).Should().Be(1000).And.Be(_server.Truth.Snapshot().Load.Requests);
        ((long)run["failedRequests"]!).Should().Be(100);
        ((bool)run["preflight"]!["succeeded"]!).Should().BeTrue();
        run["startedAt"]!.GetValue<DateTime>().Should().BeOnOrAfter(run["createdAt"]!.GetValue<DateTime>());
        run["endedAt"]!.GetValue<DateTime>().Should().BeOnOrAfter(run["startedAt"]!.GetValue<DateTime>());

        var summary = await _service.Client.GetAsync((string)run["links"]!["summary"]!);
        ((long)summary["total"]!["requests"]!).Should().Be(1000);
        ((long)summary["total"]!["failed"]!).Should().Be(100);
        summary["statusCodes"]!.AsArray().Select(entry => ((int)entry!["status"]!, (long)entry["count"]!))
            .Should().BeEquivalentTo([(200, 900L), (503, 100L)]);
    }

    [Fact]
    public async Task Outcomes_WithFiltersAndCursor_AnswerWhatWasAskedFor()
    {
        var run = await _service.Client.RunAsync($$"""
            {
              "steps": [{"name": "page", "url": "{{_server.Http1}}status/404?every=4"}],
              "load": {"virtualUsers": 2, "requests": 100}
            }
            """);
        var outcomes = (string)run["links"]!["outcomes"]!;

        (await CountAsync(outcomes, "limit=10000")).Should().Be(100);
        (await CountAsync(outcomes, "status=404")).Should().Be(25);
        (await CountAsync(outcomes, "status=4xx")).Should().Be(25);
        (await CountAsync(outcomes, "status=2xx")).Should().Be(75);
        (await CountAsync(outcomes, "failed=true")).Should().Be(25);
        (await CountAsync(outcomes, "failed=false&status=200")).Should().Be(75);
        (await CountAsync(outcomes, "curlCode=0&step=page")).Should().Be(100);
        (await CountAsync(outcomes, "curlCode=CURLE_HTTP2_STREAM")).Should().Be(0);
        (await CountAsync(outcomes, "minServiceTimeMs=0.001")).Should().Be(100);
        (await CountAsync(outcomes, "minServiceTimeMs=86400000")).Should().Be(0);

        var rows = new List<long>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await _service.Client.GetAsync($"{outcomes}?limit=7{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            page["items"]!.AsArray().Count.Should().BeInRange(0, 7);
            rows.AddRange(page["items"]!.AsArray().Select(item => (long)item!["row"]!));
            cursor = (string?)page["nextCursor"];
        }

        rows.Should().Equal(Enumerable.Range(1, 100).Select(row => (long)row));

        var first = (await _service.Client.GetAsync($"{outcomes}?limit=1"))["items"]![0]!;
        ((string)first["step"]!).Should().Be("page");
        ((string)first["curlSymbol"]!).Should().Be("CURLE_OK");
        ((string)first["httpVersion"]!).Should().Be("1.1");
        ((bool)first["newConnection"]!).Should().BeTrue();
        ((double)first["serviceTimeMs"]!).Should().BePositive();
    }

    [Fact]
    public async Task Run_Http2WithResets_CountsThemAsCode92()
    {
        var run = await _service.Client.RunAsync($$"""
            {
              "httpVersion": "2", "tls": {"verify": false},
              "steps": [{"url": "{{_server.Https}}reset?every=20"}], "load": {"virtualUsers": 4, "requests": 200}
            }
            """);

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        ((string)run["preflight"]!["httpVersion"]!).Should().Be("2");
        (await CountAsync((string)run["links"]!["outcomes"]!, "curlCode=92")).Should().Be(10);
        var codes = (await _service.Client.GetAsync((string)run["links"]!["summary"]!))["curlCodes"]!.AsArray();
        codes.Single(code => (int)code!["code"]! == 92)!["symbol"]!.GetValue<string>().Should().Be("CURLE_HTTP2_STREAM");
    }

    [Fact]
    public async Task Run_ServerUnreachable_FailsInLibcurlsWordsWithoutSummary()
    {
        var run = await _service.Client.RunAsync("""{"url": "http://127.0.0.1:1/", "requests": 10}""");

        ((string)run["status"]!).Should().Be("failed");
        ((string)run["failure"]!).Should().Contain("CURLE_COULDNT_CONNECT");
        ((bool)run["preflight"]!["succeeded"]!).Should().BeFalse();
        ((long)run["requests"]!).Should().Be(0);
        using var summary = await _service.Client.SendAsync("GET", (string)run["links"]!["summary"]!);
        var problem = await summary.ShouldBeProblemAsync(HttpStatusCode.Conflict, "no-summary");
        ((string)problem["detail"]!).Should().Contain("CURLE_COULDNT_CONNECT");
        (await CountAsync((string)run["links"]!["outcomes"]!, "limit=1")).Should().Be(0);
    }

    [Fact]
    public async Task Stop_RunThatSendsLoad_KeepsWhatItHasMeasured()
    {
        var run = await _service.Client.QueueAsync($$"""
            {"url": "{{_server.Http1}}ok", "virtualUsers": 4, "durationSeconds": 600}
            """);
        await _server.Truth.WhenAsync(truth => truth.Load.Requests > 100);

        using var answer = await _service.Client.SendAsync("POST", (string)run["links"]!["stop"]!);
        var stopped = await _service.Client.WhenEndedAsync(run);

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        ((string)stopped["status"]!).Should().Be("stopped");
        ((string)stopped["stopReason"]!).Should().NotBeEmpty();
        ((long)stopped["requests"]!).Should().Be(_server.Truth.Snapshot().Load.Requests);
        var summary = await _service.Client.GetAsync((string)run["links"]!["summary"]!);
        ((long)summary["total"]!["requests"]!).Should().Be((long)stopped["requests"]!);
    }

    [Fact]
    public async Task Stop_RunThatHasEnded_ChangesNothing()
    {
        var run = await _service.Client.RunAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 1}""");

        using var answer = await _service.Client.SendAsync("POST", (string)run["links"]!["stop"]!);

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var after = await answer.JsonAsync();
        after.ToJsonString().Should().Be(run.ToJsonString());
    }

    [Fact]
    public async Task Stop_RunThatWaits_StopsItAtOnceAndNothingIsSent()
    {
        var first = await _service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}ok", "durationSeconds": 600}""");
        await _service.Client.WhenAsync(first, "running");
        var second = await _service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}ok/second", "requests": 5}""");

        using var refused = await _service.Client.SendAsync("GET", (string)second["links"]!["summary"]!);
        await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "no-summary-yet");
        using var stop = await _service.Client.SendAsync("POST", (string)second["links"]!["stop"]!);
        ((string)(await stop.JsonAsync())["status"]!).Should().Be("stopped");
        using var stopFirst = await _service.Client.SendAsync("POST", (string)first["links"]!["stop"]!);
        await _service.Client.WhenEndedAsync(first);
        await _service.Client.RunAsync($$"""{"url": "{{_server.Http1}}ok/third", "requests": 1}""");

        _server.Truth.Snapshot().Of(path: "/ok/second").Requests.Should().Be(0);
        _server.Truth.Snapshot().Of(path: "/ok/third", method: "GET").Requests.Should().Be(1);
    }

    [Fact]
    public async Task Delete_RunThatHasEnded_TakesItsOutcomesWithIt()
    {
        var run = await _service.Client.RunAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 1}""");

        using var deleted = await _service.Client.SendAsync("DELETE", (string)run["links"]!["self"]!);
        using var again = await _service.Client.SendAsync("DELETE", (string)run["links"]!["self"]!);
        using var outcomes = await _service.Client.SendAsync("GET", (string)run["links"]!["outcomes"]!);

        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        await again.ShouldBeProblemAsync(HttpStatusCode.NotFound, "run-not-found");
        await outcomes.ShouldBeProblemAsync(HttpStatusCode.NotFound, "run-not-found");
    }

    [Fact]
    public async Task Delete_RunThatHasNotEnded_SaysToStopIt()
    {
        var run = await _service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}ok", "durationSeconds": 600}""");
        await _service.Client.WhenAsync(run, "running");

        using var answer = await _service.Client.SendAsync("DELETE", (string)run["links"]!["self"]!);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Conflict, "run-not-ended");
        ((string)problem["detail"]!).Should().Contain("/stop");
    }

    [Fact]
    public async Task List_WithFiltersAndCursor_AnswersNewestFirst()
    {
        var ids = new List<string>();
        for (var count = 0; count < 5; count++)
        {
            var version = count % 2 == 0 ? "1.1" : "auto";
            var run = await _service.Client.RunAsync($$"""
                {"url": "{{_server.Http1}}ok", "requests": 1, "httpVersion": "{{version}}"}
                """);
            ids.Insert(0, (string)run["id"]!);
        }

        var (first, next) = await ListAsync("limit=2");
        var (second, last) = await ListAsync($"limit=3&cursor={next}");
        first.Concat(second).Should().Equal(ids);
        last.Should().BeNull();
        (await ListAsync("httpVersion=1.1")).Ids.Should().Equal(ids[0], ids[2], ids[4]);
        (await ListAsync("status=completed")).Ids.Should().HaveCount(5);
        (await ListAsync("status=failed")).Ids.Should().BeEmpty();
        (await ListAsync("from=2100-01-01T00:00:00Z")).Ids.Should().BeEmpty();
        (await ListAsync("to=2100-01-01T00:00:00%2B01:00")).Ids.Should().HaveCount(5);
    }

    private async Task<(List<string> Ids, string? Next)> ListAsync(string query)
    {
        var list = await _service.Client.GetAsync($"/api/v1/runs?{query}");
        return ([.. list["items"]!.AsArray().Select(run => (string)run!["id"]!)], (string?)list["nextCursor"]);
    }

    private async Task<int> CountAsync(string outcomes, string query) =>
        (await _service.Client.GetAsync($"{outcomes}?{query}"))["items"]!.AsArray().Count;
}
