using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Schedules;

public sealed partial class ScheduleStore
{
    /// <summary>Up to <paramref name="limit"/> schedules older than <paramref name="before"/>, newest first.</summary>
    public async Task<SchedulePage> ListAsync(
        ScheduleFilter filter, int limit, Guid? before, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var schedules = context.Schedules.AsNoTracking();
        if (filter.DefinitionId is { } definition)
            schedules = schedules.Where(schedule => schedule.DefinitionId == definition);
        if (filter.Enabled is { } enabled)
            schedules = schedules.Where(schedule => schedule.Enabled == enabled);
        if (before is { } last)
            schedules = schedules.Where(schedule => schedule.Id < last);
        var items = await schedules.OrderByDescending(schedule => schedule.Id).Take(limit + 1).ToListAsync(cancellationToken);
        if (items.Count <= limit)
            return new SchedulePage(items, null);

        items.RemoveAt(limit);
        return new SchedulePage(items, items[^1].Id);
    }

    /// <summary>When the schedules that are enabled are due.</summary>
    public async Task<IReadOnlyList<ScheduleTimes>> ListTimesAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await TimesOf(context.Schedules).ToListAsync(cancellationToken);
    }

    /// <summary>When a schedule is due; null where there is no such one, or it is not enabled.</summary>
    public async Task<ScheduleTimes?> FindTimesAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await TimesOf(context.Schedules.Where(schedule => schedule.Id == id)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The newest run of each of these schedules that has one, whatever made it.</summary>
    public async Task<IReadOnlyDictionary<Guid, ScheduledRunListing>> FindLastRunsAsync(
        IReadOnlyCollection<Guid> schedules, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await context.Schedules
            .Where(schedule => schedules.Contains(schedule.Id))
            .Select(schedule => context.Runs
                .Where(run => run.ScheduleId == schedule.Id)
                .OrderByDescending(run => run.Id)
                .Select(run => (Guid?)run.Id)
                .FirstOrDefault())
            .ToListAsync(cancellationToken);
        var runs = await RunsAsync(context, [.. ids.OfType<Guid>()], cancellationToken);
        return runs.ToDictionary(run => run.ScheduleId);
    }

    /// <summary>Up to <paramref name="limit"/> due times of a schedule before <paramref name="before"/>, newest first.</summary>
    public async Task<FiringPage> ListFiringsAsync(
        Guid id, int limit, DateTimeOffset? before, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var firings = context.ScheduleFirings.AsNoTracking().Where(firing => firing.ScheduleId == id);
        if (before is { } last)
            firings = firings.Where(firing => firing.DueAt < last);
        var items = await firings.OrderByDescending(firing => firing.DueAt).Take(limit + 1).ToListAsync(cancellationToken);
        var hasMore = items.Count > limit;
        if (hasMore)
            items.RemoveAt(limit);
        var runs = (await RunsAsync(context, [.. items.Select(firing => firing.RunId)], cancellationToken)).ToDictionary(run => run.Id);
        return new FiringPage(
            [.. items.Select(firing => (firing, runs.GetValueOrDefault(firing.RunId)))], hasMore ? items[^1].DueAt : null);
    }

    /// <summary>Those of <paramref name="webhooks"/> that there are not.</summary>
    public async Task<IReadOnlyList<Guid>> FindUnknownWebhooksAsync(
        IReadOnlyCollection<Guid> webhooks, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await context.Webhooks
            .Where(webhook => webhooks.Contains(webhook.Id))
            .Select(webhook => webhook.Id)
            .ToListAsync(cancellationToken);
        return [.. webhooks.Except(known)];
    }

    private static IQueryable<ScheduleTimes> TimesOf(IQueryable<ScheduleRecord> schedules) => schedules
        .Where(schedule => schedule.Enabled)
        .OrderBy(schedule => schedule.Id)
        .Select(schedule => new ScheduleTimes
        {
            Id = schedule.Id,
            Cron = schedule.Cron,
            TimeZone = schedule.TimeZone,
            Misfire = schedule.Misfire,
            HandledUntil = schedule.HandledUntil,
            Version = schedule.Version,
        });

    private static async Task<List<ScheduledRunListing>> RunsAsync(
        CurlewContext context, List<Guid> ids, CancellationToken cancellationToken) => await context.Runs
        .Where(run => ids.Contains(run.Id) && run.ScheduleId != null)
        .Select(run => new ScheduledRunListing
        {
            Id = run.Id,
            ScheduleId = run.ScheduleId!.Value,
            DueAt = run.DueAt,
            Status = run.Status,
            Verdict = run.Verdict,
            Regression = run.Regression,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt,
        })
        .ToListAsync(cancellationToken);
}
