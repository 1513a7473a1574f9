using Curlew.Service.Documentation;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Bodies of webhooks to start from.</summary>
internal static class WebhookExamples
{
    public static IReadOnlyList<BodyExample> All { get; } =
    [
        new("team", "What a team wants to know of all runs", new WebhookRequest { Name = "shop team", Url = "https://hooks.shop.test/curlew" }),
        new("nightly", "Every end of a run, but only of schedules that name this webhook", new WebhookRequest
        {
            Name = "nightly",
            Url = "https://hooks.shop.test/nightly",
            Events = ["finished", "regressed", "failed", "recovered"],
            AllRuns = false,
        }),
    ];
}
