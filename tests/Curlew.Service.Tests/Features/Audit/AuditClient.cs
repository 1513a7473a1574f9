using System.Text.Json.Nodes;

namespace Curlew.Service.Tests.Features.Audit;

/// <summary>What an administrator reads in the trail.</summary>
internal static class AuditClient
{
    public const string Address = "/api/v1/audit";

    /// <summary>The entries, newest first.</summary>
    public static async Task<IReadOnlyList<JsonNode>> TrailAsync(this ServiceClient service, string query = "limit=200") =>
        [.. (await service.GetAsync($"{Address}?{query}"))["items"]!.AsArray().Select(entry => entry!)];

    /// <summary>What was done, oldest first.</summary>
    public static async Task<IEnumerable<string>> ActionsAsync(this ServiceClient service) =>
        (await service.TrailAsync()).Select(entry => (string)entry["action"]!).Reverse();
}
