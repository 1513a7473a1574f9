using Curlew.Domain.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Webhooks;

public sealed partial class WebhookDeliveryStore
{
    /// <summary>A delivery to this webhook, or null.</summary>
    public async Task<WebhookDeliveryRecord?> FindAsync(Guid webhookId, Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WebhookDeliveries.AsNoTracking()
            .SingleOrDefaultAsync(delivery => delivery.Id == id && delivery.WebhookId == webhookId, cancellationToken);
    }

    /// <summary>Up to <paramref name="limit"/> deliveries to a webhook older than <paramref name="before"/>, newest first.</summary>
    public async Task<DeliveryPage> ListAsync(
        Guid webhookId, DeliveryState? state, RunEvent? @event, int limit, Guid? before, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var items = await context.WebhookDeliveries.AsNoTracking()
            .Where(delivery => delivery.WebhookId == webhookId
                && (state == null || delivery.State == state)
                && (@event == null || delivery.Event == @event)
                && (before == null || delivery.Id < before))
            .OrderByDescending(delivery => delivery.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        if (items.Count <= limit)
            return new DeliveryPage(items, null);

        items.RemoveAt(limit);
        return new DeliveryPage(items, items[^1].Id);
    }

    /// <summary>Up to <paramref name="limit"/> deliveries that are due, those that wait longest first, to other webhooks than these.</summary>
    public async Task<IReadOnlyList<WebhookDeliveryRecord>> ListDueAsync(
        DateTimeOffset now, IReadOnlyCollection<Guid> except, int limit, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WebhookDeliveries.AsNoTracking()
            .Where(delivery => delivery.State == DeliveryState.Pending
                && delivery.NextAttemptAt <= now
                && !except.Contains(delivery.WebhookId))
            .OrderBy(delivery => delivery.NextAttemptAt)
            .ThenBy(delivery => delivery.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }
}

/// <summary>A part of the list of deliveries.</summary>
/// <param name="Items">The deliveries.</param>
/// <param name="Next">The last of them where more follow; null at the end.</param>
public sealed record DeliveryPage(IReadOnlyList<WebhookDeliveryRecord> Items, Guid? Next);
