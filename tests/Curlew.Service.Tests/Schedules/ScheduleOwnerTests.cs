using System.Net;
using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Security.Limits;

namespace Curlew.Service.Tests.Schedules;

/// <summary>On whose behalf the runs of schedules are made, and within whose limits.</summary>
public sealed class ScheduleOwnerTests
{
    [Fact]
    public async Task Look_ForASchedule_KeepsToTheLimitsOfItsKeyAndToThatKeysLife()
    {
        var scheduled = await ScheduledService.StartAsync();
        await using var service = scheduled.Service;
        using var root = await service.AddAdminAsync();
        using var ann = await service.AddRunnerAsync(root, "ann", """{"queuedRuns": 1, "virtualUsers": 5}""");
        var definition = await ann.SaveAsync("""{"name": "of ann", "url": "http://127.0.0.1:1/", "requests": 1}""");
        var id = (string)definition["id"]!;
        using var beyond = await ann.SendJsonAsync(
            "POST", SchedulesClient.Address, SchedulesClient.Body(id, "@hourly", more: ""","overrides": {"virtualUsers": 6}"""));
        await beyond.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "limit-exceeded");
        scheduled.SetTime("2026-01-02T00:00:00Z");
        var first = await ann.ScheduleAsync(id, "@hourly");
        var second = await ann.ScheduleAsync(id, "@hourly");

        // The first run waits, so there is no room for the second.
        scheduled.SetTime("2026-01-02T01:00:00Z");
        await scheduled.LookAsync(first);
        await scheduled.LookAsync(second);
        (await LastAsync(root, first))["state"]!.ToString().Should().Be("queued");
        (await LastAsync(root, second))["reason"]!.ToString().Should().Contain("this key's own limit");
        using var full = await ann.SendAsync("POST", $"{second.Self()}/trigger");
        await full.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "queue-full");

        var keys = (await root.GetAsync(KeyHolders.Address))["items"]!.AsArray();
        (await root.SendAsync("DELETE", keys.Single(key => (string)key!["name"]! == "ann")!.Self())).Dispose();
        scheduled.SetTime("2026-01-02T02:00:00Z");
        await scheduled.LookAsync(second);
        (await LastAsync(root, second))["reason"]!.ToString().Should().Contain("revoked");

        // Whoever saves it takes it over.
        using var taken = await root.SendJsonAsync("PUT", second.Self(), SchedulesClient.Body(id, "@hourly"), "*");
        taken.StatusCode.Should().Be(HttpStatusCode.OK, await taken.TextAsync());
        scheduled.SetTime("2026-01-02T03:00:00Z");
        await scheduled.LookAsync(second);
        (await LastAsync(root, second))["state"]!.ToString().Should().Be("queued");
    }

    private static async Task<JsonNode> LastAsync(ServiceClient client, JsonNode schedule) =>
        (await client.GetAsync($"{schedule.Self()}/history"))["items"]![0]!;
}
