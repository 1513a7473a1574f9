using System.Net;
using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;

namespace Curlew.Service.Tests.Features.Comparisons;

/// <summary>What a user does with comparisons.</summary>
internal static class ComparisonsClient
{
    public const string Address = "/api/v1/comparisons";

    /// <summary>POSTs a comparison's text.</summary>
    public static Task<HttpResponseMessage> PostComparisonAsync(this ServiceClient service, string comparison) =>
        service.SendJsonAsync("POST", Address, comparison);

    /// <summary>Makes a comparison; answers it.</summary>
    public static async Task<JsonNode> CompareAsync(this ServiceClient service, string comparison)
    {
        using var answer = await service.PostComparisonAsync(comparison);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, await answer.TextAsync());
        return await answer.JsonAsync();
    }

    /// <summary>GETs a comparison until its result is the last one.</summary>
    public static async Task<JsonNode> WhenFinalAsync(this ServiceClient service, JsonNode comparison)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(90));
        while (true)
        {
            var current = await service.GetAsync(comparison.Self());
            if ((bool)current["isFinal"]!)
                return current;
            await poll.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <summary>The row of an arm.</summary>
    public static JsonNode Arm(this JsonNode comparison, string name) =>
        comparison["result"]!["arms"]!.AsArray().Single(arm => (string)arm!["name"]! == name)!;

    /// <summary>The ids of its runs, by their places; null where there is none.</summary>
    public static IReadOnlyList<string?> RunIds(this JsonNode comparison) =>
        [.. comparison["plan"]!.AsArray().Select(place => (string?)place!["runId"])];
}
