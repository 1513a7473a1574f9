using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Control;

/// <summary>The kill switch, by what the server that is hit counts.</summary>
public sealed class StopAllTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private FaultServer _server = null!;
    private ServiceUnderTest _service = null!;

    private ServiceClient Service => _service.Client;

    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _service = await ServiceUnderTest.StartAsync("--Execution:ConcurrentRuns=3", "--Execution:EventLoops=2");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Post_SeveralRunsUnderLoad_NothingArrivesASecondAfterTheAnswer()
    {
        var running = new[]
        {
            await QueueAsync($$"""{"url": "{{_server.Http1}}ok/1", "virtualUsers": 50, "durationSeconds": 600}"""),
            await QueueAsync($$"""{"url": "{{_server.Https}}ok/2", "tls": {"verify": false}, "httpVersion": "2", "virtualUsers": 50, "durationSeconds": 600}"""),
            await QueueAsync($$"""{"url": "{{_server.H2c}}slow/3?ms=500", "httpVersion": "2-prior-knowledge", "virtualUsers": 300, "durationSeconds": 600}"""),
        };
        var waiting = await QueueAsync($$"""{"url": "{{_server.Http1}}ok/4", "requests": 5}""");
        await _server.Truth.WhenAsync(
            truth => truth.Of(path: "/ok/1").Requests > 5000 && truth.Of(path: "/ok/2").Requests > 2000 && truth.Of(path: "/slow/3").Requests > 50,
            TimeSpan.FromSeconds(30));

        var stopped = await StopAllAsync("""{"reason": "The shop is down."}""");
        await Task.Delay(Second, TestContext.Current.CancellationToken);
        var aSecondLater = _server.Truth.Snapshot().Of().Requests;

        Ids(stopped, "running").Should().BeEquivalentTo(running.Select(run => (string)run["id"]!));
        Ids(stopped, "queued").Should().Equal((string)waiting["id"]!);
        foreach (var run in running)
        {
            var ended = await Service.WhenEndedAsync(run);
            ((string)ended["status"]!).Should().Be("stopped");
            ((string)ended["stopReason"]!).Should().Be("All runs were stopped at once by local: The shop is down.");
            ((long)ended["requests"]!).Should().BeGreaterThan(50, "what was measured is kept");
        }

        ((string)(await Service.GetAsync(Self(waiting)))["status"]!).Should().Be("stopped");
        var end = await _server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0);
        end.Of().Requests.Should().Be(aSecondLater, "nothing may arrive later than a second after the answer");
        end.Of(path: "/ok/4").Requests.Should().Be(0);
    }

    [Fact]
    public async Task Post_RequestsThatNeverEnd_AreGivenUpWithinTheSecond()
    {
        var run = await QueueAsync($$"""{"url": "{{_server.Http1}}stall", "virtualUsers": 20, "durationSeconds": 600}""");
        await _server.Truth.WhenAsync(truth => truth.Load.Requests == 20);

        await StopAllAsync();

        await _server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0, Second);
        var errors = await Service.GetAsync($"{Self(await Service.WhenEndedAsync(run))}/errors");
        ((int)errors["items"]![0]!["curlCode"]!).Should().Be(42);
    }

    [Fact]
    public async Task Post_RunsFollowRedirectsForEver_SendsNoFurtherOne()
    {
        var run = await QueueAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}redirect-loop", "followRedirects": true, "maxRedirects": 50 } ],
              "load": { "virtualUsers": 20, "durationSeconds": 600 }, "warmUpSeconds": 300 }
            """);
        await _server.Truth.WhenAsync(truth => truth.Load.Requests > 2000);

        await StopAllAsync();
        await Task.Delay(Second, TestContext.Current.CancellationToken);
        var aSecondLater = _server.Truth.Snapshot().Load.Requests;

        ((string)(await Service.WhenEndedAsync(run))["status"]!).Should().Be("stopped");
        (await _server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0)).Load.Requests.Should().Be(aSecondLater);
    }

    [Fact]
    public async Task Post_WhileAPreflightStalls_TakesItBackAndSendsNoLoad()
    {
        var run = await QueueAsync($$"""{"url": "{{_server.Http1}}stall?head=true", "virtualUsers": 20, "durationSeconds": 600}""");
        await _server.Truth.WhenAsync(truth => truth.Of(method: "HEAD").Requests == 1);

        var stopped = await StopAllAsync();

        Ids(stopped, "starting").Should().Equal((string)run["id"]!);
        await _server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0, 2 * Second);
        ((string)(await Service.WhenEndedAsync(run))["status"]!).Should().Be("stopped");
        _server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    [Fact]
    public async Task Post_AgainAndAgainWhileRunsStart_LeavesNoneBehind()
    {
        for (var round = 0; round < 10; round++)
        {
            var runs = new List<JsonNode>();
            for (var queued = 0; queued < 6; queued++)
                runs.Add(await QueueAsync($$"""{"url": "{{_server.Http1}}ok", "virtualUsers": 10, "durationSeconds": 600}"""));

            await StopAllAsync();

            foreach (var run in runs)
                ((string)(await Service.WhenEndedAsync(run))["status"]!).Should().Be("stopped");
        }

        await _server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0);
    }

    [Fact]
    public async Task Post_AfterThat_RunsAreCarriedOutAsAlways()
    {
        var none = await StopAllAsync();
        foreach (var was in new[] { "queued", "starting", "running", "stopping" })
            Ids(none, was).Should().BeEmpty();

        var run = await Service.RunAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 5}""");

        ((string)run["status"]!).Should().Be("completed");
        run["stopReason"].Should().BeNull();
    }

    [Fact]
    public async Task Post_DatabaseIsLocked_StopsTheLoadAllTheSame()
    {
        await QueueAsync($$"""{"url": "{{_server.Http1}}ok", "virtualUsers": 20, "durationSeconds": 600}""");
        await _server.Truth.WhenAsync(truth => truth.Load.Requests > 1000);
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_service.Directory, "curlew.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var locked = connection.BeginTransaction();

        var answer = StopAllAsync();

        await _server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0, 2 * Second);
        answer.IsCompleted.Should().BeFalse("it still waits for the database");
        await locked.RollbackAsync(TestContext.Current.CancellationToken);
        Ids(await answer, "running").Should().HaveCount(1);
    }

    [Theory]
    [InlineData("{\"reason\": 5}")]
    [InlineData("{\"because\": \"x\"}")]
    public async Task Post_FaultyBody_SaysWhatIsWrong(string body)
    {
        using var answer = await SendAsync(body);

        await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields");
    }

    private static string Self(JsonNode run) => (string)run["links"]!["self"]!;

    private static IEnumerable<string> Ids(JsonNode stopped, string was) => stopped[was]!.AsArray().Select(id => (string)id!);

    private Task<JsonNode> QueueAsync(string definition) => Service.QueueAsync(definition);

    private Task<HttpResponseMessage> SendAsync(string? body) => Service.SendAsync(
        "POST", "/api/v1/stop-all", body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<JsonNode> StopAllAsync(string? body = null)
    {
        using var answer = await SendAsync(body);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.TextAsync());
        return await answer.JsonAsync();
    }
}
