using Curlew.Domain.Access;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Deletes a webhook with its deliveries.</summary>
internal sealed class DeleteWebhook : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete(WebhookAddress.Webhook, HandleAsync)
        .RequiresRole(ApiRole.Admin)
        .WithName("deleteWebhook")
        .WithTags(WebhookAddress.Tag)
        .WithSummary("Delete a webhook")
        .WithDescription("""
            Deletes a webhook and the log of its deliveries, for good; what still waits is not sent. Schedules that name it tell the others that
            they name. With `If-Match` only where nobody has changed it since.
            """)
        .TakesWebhookId()
        .TakesIfMatch(isRequired: false)
        .Answers(StatusCodes.Status204NoContent, "Deleted.")
        .Fails(ProblemType.BadRequest, ProblemType.WebhookNotFound, ProblemType.StaleETag);

    private static async Task<IResult> HandleAsync(string id, HttpRequest request, WebhookStore webhooks, CancellationToken cancelled)
    {
        if (!WebhookAddress.TryReadId(id, out var webhookId))
            return WebhookAddress.NotFound(id);

        // One that is changed meanwhile is looked at again: the change may be one that If-Match allows.
        while (await webhooks.FindAsync(webhookId, cancelled) is { } webhook)
        {
            if (WebhookTag.Refuse(request, webhook, isRequired: false) is { } refused)
                return refused;
            if (await webhooks.TryDeleteAsync(webhookId, webhook.Version, cancelled))
                return Results.NoContent();
        }

        return WebhookAddress.NotFound(id);
    }
}
