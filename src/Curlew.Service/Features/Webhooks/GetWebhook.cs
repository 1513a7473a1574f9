using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Shows a webhook.</summary>
internal sealed class GetWebhook : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(WebhookAddress.Webhook, HandleAsync)
        .WithName("getWebhook")
        .WithTags(WebhookAddress.Tag)
        .WithSummary("Read a webhook")
        .WithDescription("Its secret and the path of its url are masked.")
        .TakesWebhookId()
        .Answers<WebhookResource>(StatusCodes.Status200OK, "The webhook.")
        .AnswersWithHeader(StatusCodes.Status200OK, "ETag", WebhookTag.Description)
        .Fails(ProblemType.WebhookNotFound);

    private static async Task<IResult> HandleAsync(
        string id, HttpResponse response, WebhookStore webhooks, TextVault vault, CancellationToken cancelled)
    {
        if (!WebhookAddress.TryReadId(id, out var webhookId) || await webhooks.FindAsync(webhookId, cancelled) is not { } webhook)
            return WebhookAddress.NotFound(id);
        WebhookTag.Set(response, webhook);
        return Results.Ok(WebhookResource.Of(webhook, vault));
    }
}
