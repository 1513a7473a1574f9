using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;
using Curlew.TestServers.Nginx;

namespace Curlew.Service.Tests.Comparisons;

/// <summary>
/// The question that Curlew began with, in small: HTTP/1.1 or 2, on every libcurl of this machine, on servers that know what
/// they did. <c>eng/experiment.sh</c> is the same in large. Users think a little, so that the generator has time to spare and
/// says so; counts are of the runs themselves and hold whatever a busy machine does to times.
/// </summary>
public sealed class ExperimentTests(ExperimentService service) : IClassFixture<ExperimentService>
{
    private const int Requests = 660;

    [Fact]
    public async Task Compare_ServerThatResetsStreams_CountsWhatTheServerReset()
    {
        await using var server = await FaultServer.StartAsync();

        var comparison = await service.CompareAsync(ClosedLoad(server.Https), number => $"{server.Https}reset/{number}?every=33");

        foreach (var arm in comparison.Arms)
        {
            var truth = server.Truth.Snapshot().Of($"/reset/{arm.Number}", "GET");
            arm.Requests.Should().Be(Requests);
            (arm.Requests + arm.HiddenRepeats).Should().Be(truth.Requests, arm.Name);
            arm.StreamErrors.Should().Be(truth.StreamsReset, arm.Name);
            arm.ShownStreamErrors.Should().Be(arm.IsUsed ? truth.StreamsReset : 0, arm.Name);
            if (arm.HttpVersion == "2")
            {
                truth.StreamsReset.Should().Be(Requests / 33);
                arm.Failed.Should().Be(arm.StreamErrors, arm.Name);
                arm.HiddenRepeats.Should().Be(0);
            }
            else
            {
                // There the same fault ends a connection; libcurl sends most such requests again on another one and says nothing.
                (arm.Failed + arm.HiddenRepeats).Should().Be(truth.ConnectionsAborted, arm.Name).And.BePositive();
                arm.HiddenRepeats.Should().BePositive();
            }
        }

        comparison.RecommendedArm.HttpVersion.Should().Be("1.1", comparison.Json["result"]!.ToString());
    }

    [Fact]
    public async Task Compare_NginxThatRetiresConnections_LosesNothingOverHttp11()
    {
        await using var server = await NginxServer.StartAsync(new NginxOptions { KeepaliveRequests = 100 });

        var comparison = await service.CompareAsync(ClosedLoad(server.Https), number => $"{server.Https}?arm={number}");

        var log = (await server.ReadAccessLogAsync()).Load;
        foreach (var arm in comparison.Arms)
        {
            var entries = new NginxAccessLog([.. log.Entries.Where(entry => entry.Target == $"/?arm={arm.Number}")]);
            arm.Requests.Should().Be(Requests);
            entries.Protocols.Keys.Should().Equal(arm.HttpVersion == "2" ? "HTTP/2.0" : "HTTP/1.1");
            entries.Connections.Should().BeGreaterThan(Requests / 100);
            arm.Succeeded.Should().BeLessThanOrEqualTo(entries.Count(status: 200), arm.Name);
            if (arm.HttpVersion == "1.1")
            {
                arm.Failed.Should().Be(0, arm.Name);
                entries.Entries.Should().HaveCount(Requests);
                arm.ConnectionsOpened.Should().Be(entries.Connections, arm.Name);
            }
        }
    }

    [Fact]
    public async Task Compare_HealthyNginxByHttpVersion_GetsWhatWasAskedFor()
    {
        await using var server = await NginxServer.StartAsync();

        var comparison = await service.CompareAsync(new JsonObject
        {
            ["url"] = $"{server.Https}",
            ["question"] = "httpVersion",
            ["ratePerSecond"] = 300,
            ["durationSeconds"] = 1,
            ["rounds"] = 1,
            ["tls"] = new JsonObject { ["verify"] = false },
        });

        var log = (await server.ReadAccessLogAsync()).Load;
        log.Count(protocol: "HTTP/1.1", status: 200).Should().Be(300);
        log.Count(protocol: "HTTP/2.0", status: 200).Should().Be(600);
        comparison.Arms.Select(arm => arm.Name).Should().Equal("1.1", "2", "auto");
        comparison.Arms.Select(arm => arm.Negotiated).Should().Equal("1.1", "2", "2");
        comparison.Arms.Should().OnlyContain(arm => arm.Requests == 300 && arm.Failed == 0);
    }

    private static JsonObject ClosedLoad(Uri address) => new()
    {
        ["definition"] = new JsonObject
        {
            ["steps"] = new JsonArray(new JsonObject { ["url"] = $"{address}", ["thinkTimeSeconds"] = 0.003 }),
            ["load"] = new JsonObject { ["virtualUsers"] = 4, ["requests"] = Requests },
            ["tls"] = new JsonObject { ["verify"] = false },
        },
        ["rounds"] = 1,
    };
}
