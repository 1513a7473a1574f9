using Curlew.Domain.Access;
using Curlew.Service.Documentation;
using Curlew.Service.Notifications;
using Curlew.Service.Notifications.Delivery;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Sends again what was told before.</summary>
internal sealed class Redeliver : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(WebhookAddress.Redelivery, HandleAsync)
        .RequiresRole(ApiRole.Admin)
        .WithName("redeliver")
        .WithTags(WebhookAddress.Tag)
        .WithSummary("Send a message again")
        .WithDescription("""
            Makes a new delivery of the same payload, whatever became of the first: with a `webhook-id` of its own, so that a receiver that passes over
            ids that it has seen takes it.
            """)
        .TakesWebhookId()
        .Answers<DeliveryResource>(StatusCodes.Status202Accepted, "It is being sent.")
        .AnswersWithHeader(StatusCodes.Status202Accepted, "Location", "The new delivery's address.")
        .Fails(ProblemType.WebhookNotFound, ProblemType.DeliveryNotFound, ProblemType.WebhookDisabled);

    private static async Task<IResult> HandleAsync(
        string id,
        string deliveryId,
        WebhookStore webhooks,
        WebhookDeliveryStore deliveries,
        WebhookDeliveries sending,
        TimeProvider time,
        CancellationToken cancelled)
    {
        if (!WebhookAddress.TryReadId(id, out var webhookId) || await webhooks.FindAsync(webhookId, cancelled) is not { } webhook)
            return WebhookAddress.NotFound(id);
        if (!WebhookAddress.TryReadId(deliveryId, out var toldId)
            || await deliveries.FindAsync(webhookId, toldId, cancelled) is not { } told)
        {
            return WebhookAddress.DeliveryNotFound(webhookId, deliveryId);
        }

        if (WebhookAddress.RefuseDisabled(webhook) is { } refused)
            return refused;
        var delivery = NewDelivery.Again(told, time.GetUtcNow());
        if (!await deliveries.TryAddAsync(delivery, cancelled))
            return WebhookAddress.NotFound(id);
        sending.Ring();
        return Results.Accepted(WebhookAddress.Of(delivery), DeliveryResource.Of(delivery));
    }
}
