using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Regressions;

/// <summary>Runs of one definition on two libcurls, as after an upgrade: real ones, by what they say of themselves.</summary>
public sealed class TwoLibcurlsTests : IAsyncLifetime
{
    private FaultServer _server = null!;
    private ServiceUnderTest _service = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(LibcurlBuilds.All.Count > 1, "This machine has one libcurl only: the system's is new enough.");
        _server = await FaultServer.StartAsync();
        _service = await ServiceUnderTest.StartAsync($"--Engines:other:Path={LibcurlBuilds.All[1]}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task Run_OnAnotherLibcurlThanItsBaseline_IsNotComparableAndNamesBoth()
    {
        var saved = await _service.Client.SaveAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 50}""");
        var before = await _service.Client.RunAsync($$"""{"definitionId": "{{saved["id"]}}", "overrides": {"engine": "other"} }""");

        // Named, since no run of a machine that was too busy becomes a rolling baseline.
        var after = await _service.Client.RunAsync($$"""{"definitionId": "{{saved["id"]}}", "baselineRunId": "{{before["id"]}}"}""");

        ((string?)after["regression"]).Should().Be("notComparable");
        var regression = await _service.Client.GetAsync($"{after["links"]!["self"]}/regression");
        var incomparable = regression["notComparable"]!.AsArray().Should().ContainSingle().Which!;
        ((string)incomparable["id"]!).Should().Be((string)before["id"]!);
        var reasons = string.Join(' ', incomparable["reasons"]!.AsArray().Select(reason => (string)reason!));
        reasons.Should().Contain(await VersionOnAsync(before)).And.Contain(await VersionOnAsync(after));
    }

    private async Task<string> VersionOnAsync(JsonNode run) =>
        (string)(await _service.Client.GetAsync($"{run["links"]!["self"]}/summary"))["engine"]!["libcurlVersion"]!;
}
