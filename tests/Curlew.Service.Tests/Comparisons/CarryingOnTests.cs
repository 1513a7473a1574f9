using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Comparisons;
using Curlew.Service.Tests.Recovery;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Comparisons;

/// <summary>Comparisons whose process died between two runs, or after the last one, go on by themselves and repeat nothing.</summary>
public sealed class CarryingOnTests
{
    private const string LeftAfterTheFirst =
        """
        DELETE FROM runs WHERE comparison_position > 0;
        UPDATE comparisons SET status = 'running', queued = 1, result_json = NULL, ended_at = NULL
        """;

    [Theory]
    [InlineData("", 1)]
    [InlineData("; UPDATE runs SET status = 'interrupted', summary_json = NULL", 0)]
    [InlineData("; DELETE FROM runs", 0)]
    public async Task Start_LeftBetweenTwoRuns_GoesOnAndRepeatsNothing(string also, int used)
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = new LeftService();
        var ended = await LeaveAsync(service, server, LeftAfterTheFirst + also);
        var before = server.Truth.Snapshot();

        await service.StartAsync();
        var again = await service.Client.WhenFinalAsync(ended);

        ((string)again["status"]!).Should().Be("completed");
        var (first, second) = ((string)again["plan"]![0]!["arm"]!, (string)again["plan"]![1]!["arm"]!);
        ((int)again.Arm(first)["roundsUsed"]!).Should().Be(used);
        ((int)again.Arm(second)["roundsUsed"]!).Should().Be(1);
        var after = server.Truth.Snapshot();
        (after.Of(path: $"/ok/{first}").Requests - before.Of(path: $"/ok/{first}").Requests).Should().Be(0, "load is never repeated");
        (after.Of(path: $"/ok/{second}").Requests - before.Of(path: $"/ok/{second}").Requests).Should().Be(21, "20 and a look");
    }

    [Fact]
    public async Task Start_LeftAfterTheLastRun_SavesTheResult()
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = new LeftService();
        var ended = await LeaveAsync(service, server, "UPDATE comparisons SET status = 'running', result_json = NULL, ended_at = NULL");

        await service.StartAsync();
        var again = await service.Client.WhenFinalAsync(ended);

        ((string)again["status"]!).Should().Be("completed");
        JsonNode.DeepEquals(again["result"], ended["result"]).Should().BeTrue("the same runs come to the same");
    }

    [Fact]
    public async Task Start_EngineOfAnArmIsGone_FailsWithTheReasonAndWhatThereIs()
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = new LeftService();
        var ended = await LeaveAsync(
            service, server, $"{LeftAfterTheFirst}; UPDATE comparison_arms SET definition_json = json_set(definition_json, '$.engine', 'gone')");

        await service.StartAsync();
        var again = await service.Client.WhenFinalAsync(ended);

        ((string)again["status"]!).Should().Be("failed");
        ((string)again["reason"]!).Should().Contain("gone");
        ((int)again.Arm((string)again["plan"]![0]!["arm"]!)["roundsUsed"]!).Should().Be(1);
    }

    /// <summary>A comparison of two runs that has ended, and then what a process that died would have left of it.</summary>
    private static async Task<JsonNode> LeaveAsync(LeftService service, FaultServer server, string sql)
    {
        await service.StartAsync();
        var made = await service.Client.CompareAsync($$"""
            {"url": "{{server.Http1}}ok/a", "requests": 20, "rounds": 1, "arms": [{"name": "a"}, {"name": "b", "overrides": {"url": "{{server.Http1}}ok/b"} }]}
            """);
        var ended = await service.Client.WhenFinalAsync(made);
        await service.StopAsync();
        await service.ExecuteAsync(sql);
        return ended;
    }
}
