using Curlew.Service.Problems;
using Curlew.Service.Security.Targets;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Holds the URL of a webhook against the rules of what may be tested.</summary>
internal static class WebhookTargets
{
    /// <summary>The problem of a URL to which nothing may be sent; null where it may.</summary>
    public static async Task<IResult?> ProblemOfAsync(this ITargets targets, Uri url, CancellationToken cancelled)
    {
        var decision = (await targets.CurrentAsync(cancelled)).CheckHost(url.Scheme, url.IdnHost, url.Port);
        return decision.IsAllowed
            ? null
            : Problem.Of(
                ProblemType.TargetNotAllowed,
                "Nothing was saved: messages go only where runs may go, so that nobody makes the service speak to whom it must not. `errors` says "
                + "which rule is missing; GET /api/v1/targets lists what is allowed. A rule for a webhook lets runs go there, too: name scheme, host "
                + "and port.",
                [("url", TargetAnswers.SentenceOf(decision))]);
    }
}
