using System.Net;
using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;

namespace Curlew.Service.Tests.Notifications;

/// <summary>What an administrator does with webhooks.</summary>
internal static class WebhooksClient
{
    public const string Address = "/api/v1/webhooks";
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// <summary>Makes a webhook; answers it.</summary>
    public static async Task<JsonNode> HookAsync(this ServiceClient service, Uri url, bool allRuns = true, params string[] events)
    {
        var body = new JsonObject { ["name"] = "team", ["url"] = url.AbsoluteUri, ["secret"] = Secret, ["allRuns"] = allRuns };
        if (events.Length > 0)
            body["events"] = new JsonArray([.. events.Select(each => JsonValue.Create(each))]);
        using var answer = await service.SendJsonAsync("POST", Address, body.ToJsonString());
        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.TextAsync());
        return await answer.JsonAsync();
    }

    /// <summary>POSTs where nothing but the address says what is to be done; answers the delivery that it makes.</summary>
    public static async Task<JsonNode> DeliverAsync(this ServiceClient service, JsonNode address)
    {
        using var answer = await service.SendBareAsync("POST", (string)address!);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, await answer.TextAsync());
        var delivery = await answer.JsonAsync();
        answer.Headers.Location!.ToString().Should().Be(delivery.Self());
        return delivery;
    }

    /// <summary>A test message to a webhook.</summary>
    public static Task<JsonNode> TestAsync(this ServiceClient service, JsonNode webhook) => service.DeliverAsync(webhook["links"]!["test"]!);

    /// <summary>The deliveries to a webhook, newest first.</summary>
    public static async Task<IReadOnlyList<JsonNode>> DeliveriesAsync(this ServiceClient service, JsonNode webhook, string query = "") =>
        [.. (await service.GetAsync($"{webhook["links"]!["deliveries"]}{query}"))["items"]!.AsArray().Select(item => item!)];
}
