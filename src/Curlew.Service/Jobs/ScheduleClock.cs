using System.Globalization;
using Curlew.Service.Schedules;
using Curlew.Storage.Schedules;
using Hangfire;
using Hangfire.Storage;

namespace Curlew.Service.Jobs;

/// <summary>Hangfire's recurring jobs, one for each schedule that is enabled. What Hangfire takes for missed is left to the table.</summary>
internal sealed partial class ScheduleClock(IRecurringJobManager jobs, JobStorage storage, ILogger<ScheduleClock> logger) : IScheduleClock
{
    private const string Prefix = "schedule:";

    /// <inheritdoc/>
    public void Set(Guid schedule, string cron, string timeZone)
    {
        try
        {
            if (ZoneName.Find(timeZone) is not { } zone)
                return;
            jobs.AddOrUpdate<ScheduleJob>(
                IdOf(schedule),
                job => job.LookAsync(schedule, CancellationToken.None),
                cron,
                new RecurringJobOptions { TimeZone = zone, MisfireHandling = MisfireHandlingMode.Ignorable });
        }
        catch (Exception exception)
        {
            // Whatever it is: the database may be away, and Hangfire's own Cronos may be older than this program's.
            LogNotSet(schedule, exception);
        }
    }

    /// <inheritdoc/>
    public void Remove(Guid schedule)
    {
        try
        {
            jobs.RemoveIfExists(IdOf(schedule));
        }
        catch (Exception exception)
        {
            LogNotReconciled(exception);
        }
    }

    /// <inheritdoc/>
    public void Reconcile(IReadOnlyList<ScheduleTimes> all)
    {
        try
        {
            using var connection = storage.GetReadOnlyConnection();
            var wanted = all.Select(schedule => IdOf(schedule.Id)).ToHashSet();
            foreach (var stale in connection.GetRecurringJobs().Select(job => job.Id).Where(id => id.StartsWith(Prefix, StringComparison.Ordinal)))
            {
                if (!wanted.Contains(stale))
                    jobs.RemoveIfExists(stale);
            }
        }
        catch (Exception exception)
        {
            LogNotReconciled(exception);
        }

        foreach (var schedule in all)
            Set(schedule.Id, schedule.Cron, schedule.TimeZone);
    }

    private static string IdOf(Guid schedule) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{schedule:D}");
}
