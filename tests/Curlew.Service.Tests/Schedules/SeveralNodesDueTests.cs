using Curlew.Service.Tests.Features.Definitions;
using Curlew.TestServers.Postgres;
using Npgsql;

namespace Curlew.Service.Tests.Schedules;

/// <summary>Two services on one PostgreSQL database, both of which look for what is due in the same moment.</summary>
public sealed class SeveralNodesDueTests
{
    private const int Schedules = 5;
    private const int Rounds = 4;

    [Fact]
    public async Task Look_OnTwoNodesAtTheSameTime_MakesEachRunOnce()
    {
        await using var postgres = await PostgresServer.StartAsync();
        string[] settings = ["--Storage:Provider=Postgres", $"--ConnectionStrings:Curlew={postgres.NewDatabase()}"];
        var first = await ScheduledService.StartAsync([.. settings, "--Execution:Node=node-1"]);
        await using var one = first.Service;
        var second = await ScheduledService.StartAsync([.. settings, "--Execution:Node=node-2"]);
        await using var two = second.Service;
        var definition = await one.Client.SaveAsync("""{"name": "scheduled", "url": "http://127.0.0.1:1/", "requests": 1}""");
        first.SetTime("2026-05-01T00:00:00Z");
        second.SetTime("2026-05-01T00:00:00Z");
        var schedules = new List<System.Text.Json.Nodes.JsonNode>();
        for (var i = 0; i < Schedules; i++)
            schedules.Add(await one.Client.ScheduleAsync((string)definition["id"]!, "@hourly"));

        for (var round = 1; round <= Rounds; round++)
        {
            first.Pass(TimeSpan.FromHours(1));
            second.Pass(TimeSpan.FromHours(1));
            await Task.WhenAll(Enumerable.Range(0, 6).Select(look => Task.Run((look % 2 == 0 ? first : second).LookAtAllAsync)));
            foreach (var schedule in schedules)
            {
                var runs = await first.RunsAsync(schedule);
                runs.Should().HaveCount(round);
                (await second.HistoryAsync(schedule)).Should().HaveCount(round).And.OnlyContain(item => (string)item["state"]! == "queued");
                await (round % 2 == 0 ? first : second).EndAsync(runs[0]);
            }
        }

        NpgsqlConnection.ClearAllPools();
    }
}
