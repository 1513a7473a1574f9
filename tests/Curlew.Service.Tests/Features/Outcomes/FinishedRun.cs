using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Outcomes;

/// <summary>A service with a real run of 300 requests that has ended: two steps, of which every fourth request of one fails.</summary>
public sealed class FinishedRun : IAsyncLifetime
{
    private FaultServer _server = null!;

    /// <summary>The service.</summary>
    public ServiceUnderTest Service { get; private set; } = null!;

    /// <summary>The run.</summary>
    public JsonNode Run { get; private set; } = null!;

    /// <summary>The address of its outcomes.</summary>
    public string Outcomes => (string)Run["links"]!["outcomes"]!;

    /// <summary>The file of its outcomes.</summary>
    public string File => FileOf(Service, Run);

    /// <summary>The file of a run's outcomes.</summary>
    public static string FileOf(ServiceUnderTest service, JsonNode run) => Path.Combine(service.Directory, "outcomes", $"{run["id"]}.db");

    /// <summary>Sends another such run.</summary>
    public Task<JsonNode> SendAsync(string outcomes = "{}", int iterations = 150) => Service.Client.RunAsync($$"""
        {
          "name": "two steps",
          "steps": [
            {"name": "=first, \"quoted\"", "url": "{{_server.Http1}}status/200"},
            {"name": "second", "url": "{{_server.Http1}}status/404?every=4"}
          ],
          "load": {"virtualUsers": 3, "iterations": {{iterations}} },
          "outcomes": {{outcomes}}
        }
        """);

    /// <summary>The outcomes that a query finds, all pages of them.</summary>
    public async Task<IReadOnlyList<JsonNode>> FindAsync(string query, int limit = 10_000, string? outcomes = null)
    {
        var found = new List<JsonNode>();
        var address = $"{outcomes ?? Outcomes}?{query}&limit={limit}".Replace("?&", "?", StringComparison.Ordinal);
        for (var next = address; next is not null;)
        {
            var page = await Service.Client.GetAsync(next);
            found.AddRange(page["items"]!.AsArray().Select(item => item!));
            next = (string?)page["nextCursor"] is { } cursor ? $"{address}&cursor={cursor}" : null;
        }

        return found;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        Service = await ServiceUnderTest.StartAsync();
        Run = await SendAsync();
        ((string)Run["status"]!).Should().Be("completed", Run.ToJsonString());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _server.DisposeAsync();
    }
}
