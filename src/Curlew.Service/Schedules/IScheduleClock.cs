using Curlew.Storage.Schedules;

namespace Curlew.Service.Schedules;

/// <summary>
/// Has schedules looked at in the second in which they are due. Whatever it forgets, or does twice, does no harm: the table is the truth, and
/// the sweep looks as well.
/// </summary>
internal interface IScheduleClock
{
    /// <summary>A schedule was made or changed, and is enabled.</summary>
    void Set(Guid schedule, string cron, string timeZone);

    /// <summary>A schedule was deleted or disabled.</summary>
    void Remove(Guid schedule);

    /// <summary>These are all schedules that are enabled.</summary>
    void Reconcile(IReadOnlyList<ScheduleTimes> all);
}
