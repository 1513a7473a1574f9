using Curlew.Domain.Notifications;
using Curlew.Service.Notifications;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>An address that is told of runs.</summary>
public sealed record WebhookResource
{
    /// <summary>Its id, a UUID of version 7: ids sort by the time at which webhooks were made.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where messages are POSTed; its path is shown as <c>/***</c>, for it is what chat systems know their users by.</summary>
    public required string Url { get; init; }

    /// <summary>What messages are signed with: shown once, in the answer to POST, and as <c>***</c> from then on.</summary>
    public required string Secret { get; init; }

    /// <summary>What it is told of.</summary>
    public required IReadOnlyList<RunEvent> Events { get; init; }

    /// <summary>Whether it is told of all runs; else only of those of schedules that name it.</summary>
    public required bool AllRuns { get; init; }

    /// <summary>Whether it is told of anything; a receiver that answers 410 (Gone) is disabled.</summary>
    public required bool Enabled { get; init; }

    /// <summary>When it was made (ISO 8601, UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Who made it: the name of an API key, or <c>local</c> where there are no keys.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Where to go on.</summary>
    public required WebhookLinks Links { get; init; }

    internal static WebhookResource Of(WebhookRecord webhook, TextVault vault) => new()
    {
        Id = webhook.Id,
        Name = webhook.Name,
        Url = WebhookMask.Of(webhook, vault),
        Secret = WebhookMask.Secret,
        Events = RunNotices.EventsOf(webhook),
        AllRuns = webhook.AllRuns,
        Enabled = webhook.Enabled,
        CreatedAt = webhook.CreatedAt.UtcDateTime,
        CreatedBy = webhook.CreatedBy,
        UpdatedAt = webhook.UpdatedAt.UtcDateTime,
        Links = WebhookLinks.Of(webhook.Id),
    };
}

/// <summary>Where to go on from a webhook.</summary>
/// <param name="Self">The webhook itself.</param>
/// <param name="Deliveries">What it was told, and what came of it.</param>
/// <param name="Test">POST here to see whether messages arrive.</param>
public sealed record WebhookLinks(string Self, string Deliveries, string Test)
{
    internal static WebhookLinks Of(Guid id)
    {
        var self = WebhookAddress.Of(id);
        return new WebhookLinks(self, $"{self}/deliveries", $"{self}/test");
    }
}
