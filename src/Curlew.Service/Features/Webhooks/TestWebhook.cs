using Curlew.Domain.Access;
using Curlew.Service.Documentation;
using Curlew.Service.Notifications;
using Curlew.Service.Notifications.Delivery;
using Curlew.Service.Notifications.Messages;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Sends a message that tells nothing.</summary>
internal sealed class TestWebhook : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(WebhookAddress.Test, HandleAsync)
        .RequiresRole(ApiRole.Admin)
        .WithName("testWebhook")
        .WithTags(WebhookAddress.Tag)
        .WithSummary("See whether messages arrive")
        .WithDescription("Sends a message of the type `webhook.test`, signed like any other, whatever events the webhook asks for. The delivery says what came of it.")
        .TakesWebhookId()
        .Answers<DeliveryResource>(StatusCodes.Status202Accepted, "It is being sent.")
        .AnswersWithHeader(StatusCodes.Status202Accepted, "Location", "The delivery's address.")
        .Fails(ProblemType.WebhookNotFound, ProblemType.WebhookDisabled);

    private static async Task<IResult> HandleAsync(
        string id,
        WebhookStore webhooks,
        WebhookDeliveryStore deliveries,
        WebhookDeliveries sending,
        TimeProvider time,
        CancellationToken cancelled)
    {
        if (!WebhookAddress.TryReadId(id, out var webhookId) || await webhooks.FindAsync(webhookId, cancelled) is not { } webhook)
            return WebhookAddress.NotFound(id);
        if (WebhookAddress.RefuseDisabled(webhook) is { } refused)
            return refused;
        var now = time.GetUtcNow();
        var delivery = NewDelivery.OfTest(webhook, MessageWriter.WriteTest(webhook, now), now);
        if (!await deliveries.TryAddAsync(delivery, cancelled))
            return WebhookAddress.NotFound(id);
        sending.Ring();
        return Results.Accepted(WebhookAddress.Of(delivery), DeliveryResource.Of(delivery));
    }
}
