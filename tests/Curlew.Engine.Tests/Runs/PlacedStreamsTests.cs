using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Engine.Tests.Runs;

/// <summary><c>connections</c> and <c>streamsPerConnection</c> against the connections that the server counted.</summary>
public sealed class PlacedStreamsTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static TheoryData<string, int, int, int, int> Shapes()
    {
        var data = new TheoryData<string, int, int, int, int>();
        foreach (var libcurl in LibcurlBuilds.All)
        {
            data.Add(libcurl, 4, 5, 20, 1);
            data.Add(libcurl, 4, 5, 20, 2);
            data.Add(libcurl, 1, 30, 30, 1);
            data.Add(libcurl, 6, 1, 6, 1);

            // More users than streams: they wait their turn.
            data.Add(libcurl, 2, 3, 25, 1);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Execute_ClosedLoad_IsThatManyConnectionsOfThatManyStreams(string libcurl, int connections, int streams, int users, int loops)
    {
        var run = await new EngineUnderTest(libcurl, loops).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Https}}slow?ms=5" } ], "httpVersion": "2", "tls": { "verify": false },
              "connections": {{connections}}, "streamsPerConnection": {{streams}}, "load": { "virtualUsers": {{users}}, "requests": 600 } }
            """);

        var truth = _server.Truth.Snapshot();
        run.Summary.Total.Succeeded.Should().Be(600);
        truth.Load.Requests.Should().Be(600);
        (truth.ConnectionsAccepted - 1).Should().Be(connections, "the preflight has a connection of its own");
        run.Summary.Connections!.Opened.Should().Be(connections);
        run.Summary.Connections!.PeakStreams.Should().Be(streams);
        run.Outcomes.Select(outcome => outcome.ConnectionId).Distinct().Should().HaveCount(connections);
        MostAtATime(run).Should().BeLessThanOrEqualTo(streams);
    }

    [Fact]
    public async Task Execute_OnlyStreams_OpensAsManyConnectionsAsTheUsersNeed()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.H2c}}slow?ms=2" } ], "httpVersion": "2-prior-knowledge", "streamsPerConnection": 4,
              "load": { "virtualUsers": 10, "requests": 500 } }
            """);

        run.Summary.Total.Succeeded.Should().Be(500);
        run.Summary.Connections!.Opened.Should().Be(3).And.Be(_server.Truth.Snapshot().ConnectionsAccepted - 1);
        run.Summary.Connections!.PeakStreams.Should().Be(4);
    }

    [Fact]
    public async Task Execute_OpenLoadSlowerThanOneConnection_UsesAllOfThem()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Https}}ok", "httpVersion": "2", "tls": { "verify": false }, "connections": 5, "streamsPerConnection": 10,
              "ratePerSecond": 100, "durationSeconds": 1 }
            """);

        run.Summary.Total.Succeeded.Should().Be(100);
        run.Summary.Connections!.Opened.Should().Be(5).And.Be(_server.Truth.Snapshot().ConnectionsAccepted - 1);
    }

    [Fact]
    public async Task Execute_ServerWithoutHttp2_FailsBeforeTheLoadAndSaysWhy()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Https1}}ok", "tls": { "verify": false }, "connections": 2, "requests": 10 }
            """);

        run.Result.Failure.Should().Contain("HTTP/1.1").And.Contain("connections").And.Contain("No load was sent");
        _server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    [Fact]
    public async Task Execute_Http2SharedByLibcurl_TellsThePeakOfStreams()
    {
        var running = new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Https}}gate", "httpVersion": "2", "tls": { "verify": false }, "virtualUsers": 12, "requests": 12 }
            """);
        await _server.Truth.WhenAsync(truth => truth.Load.Requests == 12);
        _server.Gate.Open();

        var run = await running;

        // All twelve were there at once, so the busiest connection had at least their mean.
        run.Summary.Connections!.PeakStreams.Should().BeInRange((int)Math.Ceiling(12.0 / run.Summary.Connections!.Opened), 12);
        run.Outcomes.GroupBy(outcome => outcome.ConnectionId).Max(connection => connection.Count()).Should().Be(run.Summary.Connections!.PeakStreams);
    }

    /// <summary>From what the outcomes say of themselves: an independent count, from the real starts, of overlaps per connection.</summary>
    private static int MostAtATime(ExecutedRun run) => run.Outcomes.GroupBy(outcome => outcome.ConnectionId).Max(connection =>
    {
        var (now, most) = (0, 0);
        foreach (var (_, change) in connection
            .SelectMany(outcome => new[] { (At: outcome.StartedMicros + 1, 1), (At: outcome.StartedMicros + outcome.TotalMicros, -1) })
            .OrderBy(change => change.At).ThenBy(change => change.Item2))
        {
            now += change;
            most = Math.Max(most, now);
        }

        return most;
    });
}
