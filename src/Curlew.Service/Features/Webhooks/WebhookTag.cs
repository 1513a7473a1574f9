using System.Globalization;
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
    public static IResult? Refuse(HttpRequest request, WebhookRecord webhook, bool isRequired) => IfMatch.Refuse(
        request,
        Of(webhook),
        isRequired,
        () => Problem.Of(
            ProblemType.StaleETag,
            $"The webhook has the ETag {Of(webhook)} now; nothing was changed. GET {WebhookAddress.Of(webhook.Id)} and apply the change to "
            + "what it answers."));

    private static EntityTagHeaderValue Of(WebhookRecord webhook) =>
        new($"\"v{webhook.Version.ToString(CultureInfo.InvariantCulture)}\"");
}
