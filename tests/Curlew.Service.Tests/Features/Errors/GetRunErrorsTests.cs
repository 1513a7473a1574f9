using System.Net;
using Curlew.Domain.Errors;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;

namespace Curlew.Service.Tests.Features.Errors;

/// <summary>What the failures of a run are answered with, from groups that are known.</summary>
public sealed class GetRunErrorsTests(SharedService shared)
{
    private static readonly ErrorExample Example = new(
        Step: 1, VirtualUser: 4, Iteration: 9, StartedMs: 1000, ServiceTimeMs: 500, "2", ConnectionId: 3, NewConnection: false, BytesUp: 90, BytesDown: 0);

    private static readonly ErrorGroup Reset = new(92, 0, FailureKind.CurlCode, 30, 1500, 61_000, [0, 30], Example);
    private static readonly ErrorGroup Unavailable = new(0, 503, FailureKind.Status, 60, 2000, 3000, [20, 40], Example with { Step = 0, ConnectionId = -1 });
    private static readonly ErrorGroup WrongBody = new(0, 200, FailureKind.Body, 10, 4000, 4000, [10, 0], Example);

    [Fact]
    public async Task Errors_OfRun_AreSortedAndExplained()
    {
        var run = await EndedAsync(1000, null, Reset, Unavailable, WrongBody);

        var errors = await shared.Client.GetAsync(Address(run));

        ((long)errors["requests"]!).Should().Be(1000);
        ((long)errors["failed"]!).Should().Be(100);
        var items = errors["items"]!.AsArray();
        items.Select(item => ((int)item!["curlCode"]!, (int)item["status"]!, (string)item["failure"]!, (long)item["count"]!))
            .Should().Equal((0, 503, "status", 60), (92, 0, "curlCode", 30), (0, 200, "body", 10));

        var reset = items[1]!;
        ((string)reset["curlSymbol"]!).Should().Be("CURLE_HTTP2_STREAM");
        ((string)reset["curlText"]!).Should().Be("Stream error in the HTTP/2 framing layer");
        ((double)reset["percentOfRequests"]!).Should().Be(3);
        ((double)reset["percentOfFailed"]!).Should().Be(30);
        ((double)reset["firstEndedMs"]!).Should().Be(1500);
        ((string)reset["firstEndedAt"]!).Should().Be("2026-01-31T12:00:01.5Z");
        ((string)reset["lastEndedAt"]!).Should().Be("2026-01-31T12:01:01Z");
        reset["steps"]!.AsArray().Select(step => ((string)step!["name"]!, (long)step["count"]!)).Should().Equal(("cart", 30));
        ((string)reset["example"]!["step"]!).Should().Be("cart");
        ((long)reset["example"]!["connectionId"]!).Should().Be(3);
        ((string)reset["explanation"]!["meaning"]!).Should().Contain("RST_STREAM");
        ((string)reset["explanation"]!["lookAt"]!).Should().NotBeNullOrEmpty();
        ((string)reset["explanation"]!["source"]!).Should().StartWith("https://");
        ((string)reset["outcomes"]!).Should().Be($"/api/v1/runs/{run}/outcomes?curlCode=92&status=0&failed=true");
        ((string)items[2]!["outcomes"]!).Should().EndWith("?curlCode=0&status=200&failed=true&failure=body");
        items[0]!["example"]!["connectionId"].Should().BeNull();
    }

    [Fact]
    public async Task Errors_Outcomes_IsAnAddressThatAnswers()
    {
        var run = await EndedAsync(0, null, Reset, WrongBody);

        foreach (var item in (await shared.Client.GetAsync(Address(run)))["items"]!.AsArray())
            (await shared.Client.GetAsync((string)item!["outcomes"]!))["items"].Should().NotBeNull();
    }

    [Fact]
    public async Task Errors_RunWithWarmUp_SharesAreOfItsRequestsToo()
    {
        var run = await EndedAsync(900, """{"warmUp": {"durationSeconds": 1, "requests": 100, "failed": 5}}""", Reset);

        var errors = await shared.Client.GetAsync(Address(run));

        ((long)errors["requests"]!).Should().Be(1000);
        ((double)errors["items"]![0]!["percentOfRequests"]!).Should().Be(3);
    }

    [Fact]
    public async Task Errors_CountsBehindTheFailures_NeverShowMoreThanAll()
    {
        var run = await EndedAsync(10, null, Reset);

        ((double)(await shared.Client.GetAsync(Address(run)))["items"]![0]!["percentOfRequests"]!).Should().Be(100);
    }

    [Fact]
    public async Task Errors_RunThatFailedBeforeLoad_HasNone()
    {
        var run = await shared.Client.RunAsync("""{"url": "http://127.0.0.1:1/", "requests": 10}""");

        var errors = await shared.Client.GetAsync((string)run["links"]!["errors"]!);

        errors["items"]!.AsArray().Should().BeEmpty();
        ((long)errors["failed"]!).Should().Be(0);
    }

    [Fact]
    public async Task Errors_UnknownParameter_IsRefused()
    {
        var run = await shared.Services.AddRunAsync(0, "page");

        using var answer = await shared.Client.SendAsync("GET", $"{Address(run)}?limit=1");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields().Should().Equal("limit");
    }

    [Fact]
    public async Task Errors_UnknownRun_IsNotFound()
    {
        using var answer = await shared.Client.SendAsync("GET", "/api/v1/runs/17/errors");

        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "run-not-found");
    }

    private static string Address(RunId run) => $"/api/v1/runs/{run}/errors";

    private async Task<RunId> EndedAsync(long requests, string? summary, params ErrorGroup[] groups)
    {
        var run = await shared.Services.AddRunAsync(0, "login", "cart");
        await shared.Services.EndRunAsync(run, await shared.Services.StartRunAsync(run), requests, summary, groups);
        return run;
    }
}
