using System.Text.Json;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Webhooks;

/// <summary>Who is told of runs. A change asks for the version that whoever changes it has seen; one that finds another changes nothing.</summary>
public sealed class WebhookStore(IDbContextFactory<CurlewContext> contexts)
{
    /// <summary>Adds a webhook.</summary>
    public async Task AddAsync(WebhookRecord webhook, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Webhooks.Add(webhook);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A webhook, or null.</summary>
    public async Task<WebhookRecord?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Webhooks.AsNoTracking().SingleOrDefaultAsync(webhook => webhook.Id == id, cancellationToken);
    }

    /// <summary>Up to <paramref name="limit"/> webhooks older than <paramref name="before"/>, newest first.</summary>
    public async Task<WebhookPage> ListAsync(int limit, Guid? before, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var items = await context.Webhooks.AsNoTracking()
            .Where(webhook => before == null || webhook.Id < before)
            .OrderByDescending(webhook => webhook.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        if (items.Count <= limit)
            return new WebhookPage(items, null);

        items.RemoveAt(limit);
        return new WebhookPage(items, items[^1].Id);
    }

    /// <summary>Those that are told of a run: the enabled ones that hear of all runs, and those that the run's schedule names.</summary>
    public async Task<IReadOnlyList<WebhookRecord>> ListToldAsync(Guid? scheduleId, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var named = await context.Schedules
            .Where(schedule => schedule.Id == scheduleId)
            .Select(schedule => schedule.NotifyJson)
            .SingleOrDefaultAsync(cancellationToken);
        var ids = named is null ? [] : JsonSerializer.Deserialize<Guid[]>(named)!;
        return await context.Webhooks.AsNoTracking()
            .Where(webhook => webhook.Enabled && (webhook.AllRuns || ids.Contains(webhook.Id)))
            .OrderBy(webhook => webhook.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Puts <paramref name="changed"/> in the place of the webhook where it still has this version; false otherwise.</summary>
    public async Task<bool> TryReplaceAsync(WebhookRecord changed, int seen, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Webhooks
            .Where(webhook => webhook.Id == changed.Id && webhook.Version == seen)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(webhook => webhook.Name, changed.Name)
                    .SetProperty(webhook => webhook.UrlSealed, changed.UrlSealed)
                    .SetProperty(webhook => webhook.SecretSealed, changed.SecretSealed)
                    .SetProperty(webhook => webhook.EventsJson, changed.EventsJson)
                    .SetProperty(webhook => webhook.AllRuns, changed.AllRuns)
                    .SetProperty(webhook => webhook.Enabled, changed.Enabled)
                    .SetProperty(webhook => webhook.Version, changed.Version)
                    .SetProperty(webhook => webhook.UpdatedAt, changed.UpdatedAt),
                cancellationToken) == 1;
    }

    /// <summary>Deletes a webhook with its deliveries, where it still has this version; false otherwise.</summary>
    public async Task<bool> TryDeleteAsync(Guid id, int seen, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Webhooks
            .Where(webhook => webhook.Id == id && webhook.Version == seen)
            .ExecuteDeleteAsync(cancellationToken) == 1;
    }

    /// <summary>Has a webhook told of nothing any more; false where that is so already.</summary>
    public async Task<bool> DisableAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Webhooks
            .Where(webhook => webhook.Id == id && webhook.Enabled)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(webhook => webhook.Enabled, false)
                    .SetProperty(webhook => webhook.Version, webhook => webhook.Version + 1)
                    .SetProperty(webhook => webhook.UpdatedAt, now),
                cancellationToken) == 1;
    }
}

/// <summary>A part of the list of webhooks.</summary>
/// <param name="Items">The webhooks.</param>
/// <param name="Next">The last of them where more follow; null at the end.</param>
public sealed record WebhookPage(IReadOnlyList<WebhookRecord> Items, Guid? Next);
