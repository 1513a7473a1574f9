using Curlew.Domain.Notifications;
using Curlew.Service.Notifications;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>A message to a webhook, and what became of it.</summary>
public sealed record DeliveryResource
{
    /// <summary>Its id, a UUID of version 7, which the receiver is told as <c>webhook-id</c>, the same at each attempt.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it tells.</summary>
    public required RunEvent Event { get; init; }

    /// <summary>The run that it tells of, which may have been deleted since; absent for a test.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Whether somebody asked for it, to tell again what was told before.</summary>
    public required bool IsRedelivery { get; init; }

    /// <summary>
    /// How far it is: <c>pending</c>, it is to be sent, for the first time or again; <c>delivered</c>, it was answered with 2xx; <c>failed</c>, it was
    /// given up.
    /// </summary>
    public required DeliveryState State { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried next (ISO 8601, UTC); absent where it is not.</summary>
    public DateTime? NextAttemptAt { get; init; }

    /// <summary>When it was tried last; absent before that.</summary>
    public DateTime? LastAttemptAt { get; init; }

    /// <summary>The HTTP status that the last attempt was answered with; absent where it was not.</summary>
    public int? LastStatus { get; init; }

    /// <summary>What went wrong at the last attempt, in words; absent where nothing did.</summary>
    public string? LastError { get; init; }

    /// <summary>How long the last attempt took, in milliseconds; absent before that.</summary>
    public double? LastDurationMs { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>The message itself: the body that is signed and sent, character for character, which is JSON; absent in lists.</summary>
    public string? Payload { get; init; }

    /// <summary>Where to go on.</summary>
    public required DeliveryLinks Links { get; init; }

    internal static DeliveryResource Of(WebhookDeliveryRecord delivery) => new()
    {
        Id = delivery.Id,
        Event = delivery.Event,
        RunId = delivery.RunId,
        IsRedelivery = delivery.Occasion.StartsWith(NewDelivery.RedeliveryPrefix, StringComparison.Ordinal),
        State = delivery.State,
        Attempts = delivery.Attempts,
        NextAttemptAt = delivery.NextAttemptAt?.UtcDateTime,
        LastAttemptAt = delivery.LastAttemptAt?.UtcDateTime,
        LastStatus = delivery.LastStatus,
        LastError = delivery.LastError,
        LastDurationMs = delivery.LastDurationMs,
        CreatedAt = delivery.CreatedAt.UtcDateTime,
        Links = new DeliveryLinks(
            WebhookAddress.Of(delivery), WebhookAddress.Of(delivery.WebhookId), $"{WebhookAddress.Of(delivery)}/redeliver"),
    };

    internal static DeliveryResource InFull(WebhookDeliveryRecord delivery) => Of(delivery) with { Payload = delivery.PayloadJson };
}

/// <summary>Where to go on from a delivery.</summary>
/// <param name="Self">The delivery itself.</param>
/// <param name="Webhook">The webhook.</param>
/// <param name="Redeliver">POST here to send the same again.</param>
public sealed record DeliveryLinks(string Self, string Webhook, string Redeliver);
