using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>Schedules as answers show them, with their last runs.</summary>
internal sealed class ScheduleAnswers(ScheduleStore schedules)
{
    /// <summary>One of them; sets the answer's ETag.</summary>
    public async Task<ScheduleResource> OfAsync(HttpResponse response, ScheduleRecord schedule, CancellationToken cancelled)
    {
        ScheduleTag.Set(response, schedule);
        return (await OfAsync([schedule], cancelled))[0];
    }

    /// <summary>Several.</summary>
    public async Task<IReadOnlyList<ScheduleResource>> OfAsync(IReadOnlyList<ScheduleRecord> all, CancellationToken cancelled)
    {
        var last = await schedules.FindLastRunsAsync([.. all.Select(schedule => schedule.Id)], cancelled);
        var now = schedules.Now;
        return [.. all.Select(schedule => ScheduleResource.Of(schedule, last.GetValueOrDefault(schedule.Id), now))];
    }
}
