using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Shows a delivery with its message.</summary>
internal sealed class GetDelivery : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(WebhookAddress.Delivery, HandleAsync)
        .WithName("getDelivery")
        .WithTags(WebhookAddress.Tag)
        .WithSummary("Read a delivery")
        .WithDescription("What was sent to a webhook, how often, and what became of the last attempt.")
        .TakesWebhookId()
        .Answers<DeliveryResource>(StatusCodes.Status200OK, "The delivery.")
        .Fails(ProblemType.WebhookNotFound, ProblemType.DeliveryNotFound);

    private static async Task<IResult> HandleAsync(
        string id, string deliveryId, WebhookStore webhooks, WebhookDeliveryStore deliveries, CancellationToken cancelled)
    {
        if (!WebhookAddress.TryReadId(id, out var webhookId) || await webhooks.FindAsync(webhookId, cancelled) is null)
            return WebhookAddress.NotFound(id);
        return WebhookAddress.TryReadId(deliveryId, out var toldId)
            && await deliveries.FindAsync(webhookId, toldId, cancelled) is { } delivery
            ? Results.Ok(DeliveryResource.InFull(delivery))
            : WebhookAddress.DeliveryNotFound(webhookId, deliveryId);
    }
}
