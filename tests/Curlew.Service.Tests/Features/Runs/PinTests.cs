using System.Net;
using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Runs;

/// <summary>Runs that somebody wants to keep.</summary>
public sealed class PinTests(SharedService shared) : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Pin_AnyNumberOfTimes_IsShownByTheRunAndTheList()
    {
        var run = await shared.Client.RunAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 10}""");
        ((bool)run["pinned"]!).Should().BeFalse();

        await SendAsync("PUT", run, "/pin", HttpStatusCode.NoContent);
        await SendAsync("PUT", run, "/pin", HttpStatusCode.NoContent);

        ((bool)(await shared.Client.GetAsync(Self(run)))["pinned"]!).Should().BeTrue();
        (await ListAsync("pinned=true")).Should().Contain(Id(run));
        (await ListAsync("pinned=false")).Should().NotContain(Id(run));

        await SendAsync("DELETE", run, "/pin", HttpStatusCode.NoContent);
        await SendAsync("DELETE", run, "/pin", HttpStatusCode.NoContent);

        ((bool)(await shared.Client.GetAsync(Self(run)))["pinned"]!).Should().BeFalse();
        (await ListAsync("pinned=true")).Should().NotContain(Id(run));
    }

    [Fact]
    public async Task Pin_RunThatIsUnderWay_HoldsWhenItHasEnded()
    {
        var run = await shared.Client.QueueAsync($$"""{"url": "{{_server.Http1}}gate", "requests": 1}""");
        await _server.Truth.WhenAsync(truth => truth.Load.Requests == 1);

        await SendAsync("PUT", run, "/pin", HttpStatusCode.NoContent);
        _server.Gate.Open();

        ((bool)(await shared.Client.WhenEndedAsync(run))["pinned"]!).Should().BeTrue();
    }

    [Fact]
    public async Task Delete_PinnedRun_IsRefusedWithTheWayOut()
    {
        var run = await shared.Client.RunAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 10}""");
        await SendAsync("PUT", run, "/pin", HttpStatusCode.NoContent);

        using var refused = await shared.Client.SendAsync("DELETE", Self(run));

        var problem = await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "run-pinned");
        ((string)problem["detail"]!).Should().Contain($"DELETE {Self(run)}/pin");
        (await shared.Client.GetAsync($"{Self(run)}/outcomes"))["items"]!.AsArray().Should().HaveCount(10);

        await SendAsync("DELETE", run, "/pin", HttpStatusCode.NoContent);
        await SendAsync("DELETE", run, "", HttpStatusCode.NoContent);
        await SendAsync("GET", run, "", HttpStatusCode.NotFound);
    }

    private static string Self(JsonNode run) => (string)run["links"]!["self"]!;

    private static string Id(JsonNode run) => (string)run["id"]!;

    private async Task<IEnumerable<string>> ListAsync(string query) =>
        (await shared.Client.GetAsync($"/api/v1/runs?limit=200&{query}"))["items"]!.AsArray().Select(item => Id(item!)).ToList();

    private async Task SendAsync(string method, JsonNode run, string suffix, HttpStatusCode status)
    {
        using var answer = await shared.Client.SendAsync(method, Self(run) + suffix);
        answer.StatusCode.Should().Be(status, await answer.TextAsync());
    }
}
