using Curlew.Domain.Notifications;

namespace Curlew.Storage.Webhooks;

/// <summary>An address that is told of runs.</summary>
public sealed class WebhookRecord
{
    /// <summary>Its id, a UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>Where messages are POSTed, encrypted: paths of chat systems are secrets.</summary>
    public required string UrlSealed { get; set; }

    /// <summary>What messages are signed with, encrypted.</summary>
    public required string SecretSealed { get; set; }

    /// <summary>The events that it is told of, as a JSON array of words.</summary>
    public required string EventsJson { get; set; }

    /// <summary>Whether it is told of all runs; else only of those of schedules that name it.</summary>
    public required bool AllRuns { get; set; }

    /// <summary>Whether it is told of anything.</summary>
    public required bool Enabled { get; set; }

    /// <summary>Raised by each change; its ETag.</summary>
    public required int Version { get; set; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A message to a webhook, and how far it is.</summary>
public sealed class WebhookDeliveryRecord
{
    /// <summary>Its id, a UUIDv7, which the receiver is told as well.</summary>
    public required Guid Id { get; init; }

    /// <summary>The webhook.</summary>
    public required Guid WebhookId { get; init; }

    /// <summary>What it tells.</summary>
    public required RunEvent Event { get; init; }

    /// <summary>The run that it tells of; null for a test. It may have been deleted since.</summary>
    public Guid? RunId { get; init; }

    /// <summary>What keeps the same from being told twice: run and event, or the id of whoever asked for it again.</summary>
    public required string Occasion { get; init; }

    /// <summary>The body, as it is signed and sent each time.</summary>
    public required string PayloadJson { get; init; }

    /// <summary>How far it is.</summary>
    public required DeliveryState State { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next; null where it is not.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>The status of the last answer; null where there was none.</summary>
    public int? LastStatus { get; set; }

    /// <summary>What went wrong last; null where nothing did.</summary>
    public string? LastError { get; set; }

    /// <summary>How long the last attempt took, in milliseconds.</summary>
    public double? LastDurationMs { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was tried last.</summary>
    public DateTimeOffset? LastAttemptAt { get; set; }
}
