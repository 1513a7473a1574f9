using Curlew.TestServers.Nginx;

namespace Curlew.Service.Tests.Features.Runs;

/// <summary>The main job at the size that people use it at, against the server that people have.</summary>
public sealed class NginxEndToEndTests
{
    private const int Requests = 100_000;
    private const int Page = 10_000;

    [Theory]
    [InlineData("1.1", "HTTP/1.1")]
    [InlineData("2", "HTTP/2.0")]
    public async Task Run_OfAHundredThousandRequests_IsStoredQueriedAndEqualToTheServersCount(string httpVersion, string protocol)
    {
        await using var server = await NginxServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync();
        var address = httpVersion == "2" ? server.Https : server.Http1;

        var run = await service.Client.RunAsync($$"""
            {
              "httpVersion": "{{httpVersion}}", "tls": {"verify": false},
              "steps": [{"url": "{{address}}"}], "load": {"virtualUsers": 64, "requests": {{Requests}} }
            }
            """);

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        ((long)run["requests"]!).Should().Be(Requests);
        var log = await server.ReadAccessLogAsync();
        log.Load.Entries.Should().HaveCount(Requests);
        log.Load.Count(protocol: protocol).Should().Be(Requests);
        (await RowsAsync(service.Client, run, "status=200")).Should().Equal(Enumerable.Range(1, Requests).Select(row => (long)row));
        (await RowsAsync(service.Client, run, "failed=true")).Should().BeEmpty();
    }

    /// <summary>The rows of all outcomes that match, page by page.</summary>
    private static async Task<List<long>> RowsAsync(ServiceClient client, System.Text.Json.Nodes.JsonNode run, string filter)
    {
        var rows = new List<long>();
        var address = $"{run["links"]!["outcomes"]}?{filter}&limit={Page}";
        for (var next = address; next is not null;)
        {
            var page = await client.GetAsync(next);
            rows.AddRange(page["items"]!.AsArray().Select(item => (long)item!["row"]!));
            next = (string?)page["nextCursor"] is { } cursor ? $"{address}&cursor={cursor}" : null;
        }

        return rows;
    }
}
