using System.Globalization;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Webhooks;
using Microsoft.Net.Http.Headers;

namespace Curlew.Service.Features.Webhooks;

/// <summary>The ETag of a webhook, as in <c>"v3"</c>, and the precondition that clients send with it (RFC 9110, section 13).</summary>
internal static class WebhookTag
{
    /// <summary>What answers say of it.</summary>
    public const string Description = "Names what is answered, as in `\"v3\"`: for `If-Match`.";

    /// <summary>Sets it in an answer.</summary>
    public static void Set(HttpResponse response, WebhookRecord webhook) => response.Headers.ETag = Of(webhook).ToString();

    /// <summary>What keeps the request from changing the webhook as it is; null where nothing does.</summary>
    public static IResult? Refuse(HttpRequest request, WebhookRecord webhook, bool isRequired)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return isRequired
                ? Problem.Of(
                    ProblemType.PreconditionRequired,
                    "Send the ETag that GET answered in If-Match, so that nobody's change gets lost; If-Match: * replaces whatever is there.")
                : null;
        }

        if (header == EntityTagHeaderValue.Any.ToString())
            return null;
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags) || tags.Contains(EntityTagHeaderValue.Any))
        {
            return Problem.Of(
                ProblemType.BadRequest, "If-Match must be ETags in quotes, as in \"v3\", separated by commas, or a single *.");
        }

        return tags.Any(tag => tag.Compare(Of(webhook), useStrongComparison: true))
            ? null
            : Problem.Of(
                ProblemType.StaleETag,
                $"The webhook has the ETag {Of(webhook)} now; nothing was changed. GET {WebhookAddress.Of(webhook.Id)} and apply the change to "
                + "what it answers.");
    }

    /// <summary>Takes <c>If-Match</c>.</summary>
    public static RouteHandlerBuilder TakesIfMatch(this RouteHandlerBuilder endpoint, bool isRequired) => endpoint.TakesHeader(
        "If-Match", "The ETag that GET answered, or * for whatever is there.", isRequired);

    private static EntityTagHeaderValue Of(WebhookRecord webhook) =>
        new($"\"v{webhook.Version.ToString(CultureInfo.InvariantCulture)}\"");
}
