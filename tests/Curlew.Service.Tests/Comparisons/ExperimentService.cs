using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Curlew.TestServers.Engines;

namespace Curlew.Service.Tests.Comparisons;

/// <summary>A service with every libcurl of this machine, and comparisons on it.</summary>
public sealed class ExperimentService : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);
    private static readonly string[] HttpVersions = ["1.1", "2"];

    private ServiceUnderTest _service = null!;

    private static IEnumerable<string> Engines => LibcurlBuilds.All.Select((_, index) => $"build{index}");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _service = await ServiceUnderTest.StartAsync(
        [.. Engines.Zip(LibcurlBuilds.All, (engine, path) => $"--Engines:{engine}:Path={path}")]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _service.DisposeAsync();

    /// <summary>Carries out a comparison of HTTP versions on every libcurl, each arm with a URL of its own.</summary>
    internal Task<ExperimentResult> CompareAsync(JsonObject asked, Func<int, string> urlOf)
    {
        var arms = Engines
            .SelectMany(engine => HttpVersions.Select(version => (engine, version)))
            .Select((arm, number) => new JsonObject
            {
                ["name"] = $"{arm.engine}, {arm.version}",
                ["overrides"] = new JsonObject { ["engine"] = arm.engine, ["httpVersion"] = arm.version, ["url"] = urlOf(number) },
            });
        asked["arms"] = new JsonArray([.. arms]);
        return CompareAsync(asked);
    }

    /// <summary>Carries out a comparison.</summary>
    internal async Task<ExperimentResult> CompareAsync(JsonObject asked)
    {
        using var answer = await _service.Client.SendAsync(
            "POST", "/api/v1/comparisons", new StringContent(asked.ToJsonString(), Encoding.UTF8, "application/json"));
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, await answer.TextAsync());
        var comparison = await EndOfAsync(await answer.JsonAsync());
        ((string?)comparison["status"]).Should().Be("completed", comparison.ToString());
        var summaries = new Dictionary<string, JsonNode>();
        foreach (var place in comparison["plan"]!.AsArray())
            summaries.Add((string)place!["runId"]!, await _service.Client.GetAsync($"{place["run"]}/summary"));
        return new ExperimentResult(comparison, summaries);
    }

    private async Task<JsonNode> EndOfAsync(JsonNode comparison)
    {
        using var poll = new PeriodicTimer(PollEvery);
        var clock = Stopwatch.StartNew();
        while ((string?)comparison["status"] == "running" && await poll.WaitForNextTickAsync())
        {
            clock.Elapsed.Should().BeLessThan(Deadline, $"the comparison was to end, but is {comparison}");
            comparison = await _service.Client.GetAsync((string)comparison["links"]!["self"]!);
        }

        return comparison;
    }
}
