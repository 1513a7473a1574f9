using System.Net;
using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;

namespace Curlew.Service.Tests.Schedules;

/// <summary>What a user does with schedules.</summary>
internal static class SchedulesClient
{
    public const string Address = "/api/v1/schedules";

    /// <summary>A schedule as it is sent.</summary>
    public static string Body(string definition, string cron, string zone = "UTC", string more = "") =>
        $$"""{"name": "nightly", "definitionId": "{{definition}}", "cron": "{{cron}}", "timeZone": "{{zone}}"{{more}}}""";

    /// <summary>Makes a schedule; answers it.</summary>
    public static async Task<JsonNode> ScheduleAsync(
        this ServiceClient client, string definition, string cron, string zone = "UTC", string more = "")
    {
        using var answer = await client.SendJsonAsync("POST", Address, Body(definition, cron, zone, more));
        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.TextAsync());
        return await answer.JsonAsync();
    }
}
