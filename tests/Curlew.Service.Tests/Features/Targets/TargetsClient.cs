using System.Net;
using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;

namespace Curlew.Service.Tests.Features.Targets;

/// <summary>What an administrator does with target rules.</summary>
internal static class TargetsClient
{
    public const string Address = "/api/v1/targets";

    /// <summary>Adds a rule; answers it.</summary>
    public static async Task<JsonNode> AllowAsync(this ServiceClient service, string rule)
    {
        using var answer = await service.SendJsonAsync("POST", Address, new JsonObject { ["rule"] = rule }.ToJsonString());
        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.TextAsync());
        return await answer.JsonAsync();
    }

    /// <summary>Deletes a rule.</summary>
    public static async Task DisallowAsync(this ServiceClient service, JsonNode rule)
    {
        using var answer = await service.SendBareAsync("DELETE", rule.Self());
        answer.StatusCode.Should().Be(HttpStatusCode.NoContent, await answer.TextAsync());
    }

    /// <summary>POSTs a run that is to be refused for its target; answers the problem.</summary>
    public static async Task<JsonNode> RefusedAsync(this ServiceClient service, string definition)
    {
        using var answer = await service.PostAsync(definition);
        return await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "target-not-allowed");
    }
}
