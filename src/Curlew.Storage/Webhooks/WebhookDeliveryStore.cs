using Curlew.Domain.Notifications;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Webhooks;

/// <summary>
/// Messages to webhooks, and what became of them. Whoever sends one claims it by moving the moment of its next attempt from the one that it has
/// seen to the end of a lease: so two nodes do not send it at the same time, and one that a killed node had claimed is sent again.
/// </summary>
public sealed partial class WebhookDeliveryStore(IDbContextFactory<CurlewContext> contexts)
{
    /// <summary>Adds a delivery; false where the webhook was told of this occasion already, or is gone.</summary>
    public async Task<bool> TryAddAsync(WebhookDeliveryRecord delivery, CancellationToken cancellationToken = default)
    {
        if (await IsKnownAsync(delivery, cancellationToken))
            return false;
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            context.WebhookDeliveries.Add(delivery);
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Added by another node, or its webhook deleted, in this very moment. Whatever else went wrong is for the caller.
            if (await IsKnownAsync(delivery, cancellationToken))
                return false;
            throw;
        }
    }

    /// <summary>
    /// Takes a delivery that is due until <paramref name="until"/>, and counts the attempt; false where it is not as it was seen (any more).
    /// </summary>
    public async Task<bool> TryClaimAsync(
        WebhookDeliveryRecord seen, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Pending(context, seen.Id, seen.NextAttemptAt).ExecuteUpdateAsync(
            set => set
                .SetProperty(delivery => delivery.Attempts, delivery => delivery.Attempts + 1)
                .SetProperty(delivery => delivery.LastAttemptAt, now)
                .SetProperty(delivery => delivery.NextAttemptAt, until),
            cancellationToken) == 1;
    }

    /// <summary>Notes what came of an attempt, where it is still claimed until <paramref name="until"/>.</summary>
    public async Task EndAttemptAsync(
        Guid id, DateTimeOffset until, AttemptResult result, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await Pending(context, id, until).ExecuteUpdateAsync(
            set => set
                .SetProperty(delivery => delivery.State, result.State)
                .SetProperty(delivery => delivery.NextAttemptAt, result.NextAttemptAt)
                .SetProperty(delivery => delivery.LastStatus, result.Status)
                .SetProperty(delivery => delivery.LastError, result.Error)
                .SetProperty(delivery => delivery.LastDurationMs, result.DurationMs),
            cancellationToken);
    }

    /// <summary>Gives back a claimed delivery whose attempt did not come to its end: it is due now.</summary>
    public async Task GiveBackAsync(
        Guid id, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await Pending(context, id, until)
            .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.NextAttemptAt, now), cancellationToken);
    }

    /// <summary>Gives up all that is still to be sent to a webhook.</summary>
    public async Task GiveUpAsync(Guid webhookId, string reason, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.WebhookDeliveries
            .Where(delivery => delivery.WebhookId == webhookId && delivery.State == DeliveryState.Pending)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(delivery => delivery.State, DeliveryState.Failed)
                    .SetProperty(delivery => delivery.NextAttemptAt, (DateTimeOffset?)null)
                    .SetProperty(delivery => delivery.LastError, reason),
                cancellationToken);
    }

    /// <summary>Deletes what was made before this moment and is not to be sent any more; answers how many that were.</summary>
    public async Task<int> DeleteBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WebhookDeliveries
            .Where(delivery => delivery.State != DeliveryState.Pending && delivery.CreatedAt < moment)
            .ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<WebhookDeliveryRecord> Pending(CurlewContext context, Guid id, DateTimeOffset? nextAttemptAt) =>
        context.WebhookDeliveries.Where(delivery =>
            delivery.Id == id && delivery.State == DeliveryState.Pending && delivery.NextAttemptAt == nextAttemptAt);

    private async Task<bool> IsKnownAsync(WebhookDeliveryRecord delivery, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return !await context.Webhooks.AnyAsync(webhook => webhook.Id == delivery.WebhookId, cancellationToken)
            || await context.WebhookDeliveries.AnyAsync(
                each => each.WebhookId == delivery.WebhookId && each.Occasion == delivery.Occasion, cancellationToken);
    }
}

/// <summary>What came of an attempt to deliver a message.</summary>
/// <param name="State">How far the message is by that.</param>
/// <param name="NextAttemptAt">When it is tried again; null where it is not.</param>
/// <param name="Status">The answer's status; null where there was none.</param>
/// <param name="Error">What went wrong; null where nothing did.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record AttemptResult(
    DeliveryState State, DateTimeOffset? NextAttemptAt, int? Status, string? Error, double DurationMs);
