using Curlew.Domain.Notifications;
using Curlew.Storage.Runs;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Notifications;

/// <summary>Deliveries that are to be made. Each is due at once, and has in its occasion what keeps it from being made twice.</summary>
internal static class NewDelivery
{
    /// <summary>What the occasion of one begins with that somebody asked for, to tell again what was told before.</summary>
    public const string RedeliveryPrefix = "redelivery:";

    /// <summary>Of what happened to a run.</summary>
    public static WebhookDeliveryRecord Of(WebhookRecord webhook, RunRecord run, RunEvent @event, string payload, DateTimeOffset now) =>
        Of(Guid.CreateVersion7(now), webhook.Id, @event, run.Id, $"run:{run.Id:D}:{@event}", payload, now);

    /// <summary>Of a test, as often as somebody asks for it.</summary>
    public static WebhookDeliveryRecord OfTest(WebhookRecord webhook, string payload, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return Of(id, webhook.Id, RunEvent.Test, run: null, $"test:{id:D}", payload, now);
    }

    /// <summary>Of what was told before, again: as a message of its own, for a receiver passes over one whose id it has seen.</summary>
    public static WebhookDeliveryRecord Again(WebhookDeliveryRecord delivery, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return Of(id, delivery.WebhookId, delivery.Event, delivery.RunId, $"{RedeliveryPrefix}{id:D}", delivery.PayloadJson, now);
    }

    private static WebhookDeliveryRecord Of(
        Guid id, Guid webhook, RunEvent @event, Guid? run, string occasion, string payload, DateTimeOffset now) => new()
    {
        Id = id,
        WebhookId = webhook,
        Event = @event,
        RunId = run,
        Occasion = occasion,
        PayloadJson = payload,
        State = DeliveryState.Pending,
        NextAttemptAt = now,
        CreatedAt = now,
    };
}
