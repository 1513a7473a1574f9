using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Curlew.Service.Jobs;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.TestServers.Faults;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Schedules;

/// <summary>A schedule as a user has it: the real clock, Hangfire, and a run that is carried out.</summary>
public sealed class ScheduleEndToEndTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Schedule_DueInSomeSeconds_RunsThen()
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync();
        var client = service.Client;
        var definition = await client.SaveAsync($$"""
            {"url": "{{server.Http1}}ok", "requests": 20, "thresholds": [{"metric": "errorRate", "condition": "<", "valuePercent": 1}]}
            """);
        var due = TimeProvider.System.GetUtcNow().AddSeconds(4);
        var cron = due.ToString("s m H d M '*'", CultureInfo.InvariantCulture);

        var schedule = await client.ScheduleAsync((string)definition["id"]!, cron);
        RecurringJobs(service).Should().ContainSingle();

        var item = await WhenAsync(client, schedule, item => (string?)item["run"]?["status"] == "completed");
        ((DateTime)item["dueAt"]!).Should().BeCloseTo(due.UtcDateTime, TimeSpan.FromSeconds(1));
        ((string)item["run"]!["verdict"]!).Should().Be("passed");
        (await client.SendBareAsync("DELETE", schedule.Self())).Dispose();
        RecurringJobs(service).Should().BeEmpty();
    }

    private static List<RecurringJobDto> RecurringJobs(ServiceUnderTest service)
    {
        using var connection = service.Services.GetRequiredService<JobStorage>().GetConnection();
        return [.. connection.GetRecurringJobs().Where(job => job.Job.Type == typeof(ScheduleJob))];
    }

    private static async Task<JsonNode> WhenAsync(ServiceClient client, JsonNode schedule, Func<JsonNode, bool> isIt)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var clock = Stopwatch.StartNew();
        while (await poll.WaitForNextTickAsync())
        {
            var history = (await client.GetAsync($"{schedule.Self()}/history"))["items"]!.AsArray();
            if (history.FirstOrDefault() is { } item && isIt(item))
                return item;
            clock.Elapsed.Should().BeLessThan(Deadline, $"the history is {history}");
        }

        throw new UnreachableException();
    }
}
