using Cronos;
using Curlew.Domain.Schedules;

namespace Curlew.Service.Schedules;

/// <summary>What a cron expression must be.</summary>
internal static class CronRule
{
    /// <summary>The due times that are looked at for how close they are: more than a week of hours, or three hours of minutes.</summary>
    private const int TimesLookedAt = 200;

    private const string Allowed = "Give five fields (minute, hour, day of month, month, day of week), six with seconds before them, or one of "
        + "@every_minute, @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.";

    /// <summary>What is wrong with it; null where nothing is.</summary>
    /// <param name="cron">The expression.</param>
    /// <param name="zone">The zone that it is meant in.</param>
    /// <param name="now">The moment from which on it is to be due.</param>
    public static string? FaultOf(string cron, TimeZoneInfo zone, DateTimeOffset now)
    {
        try
        {
            return FaultOf([.. Timetable.Of(cron, zone).After(now).Take(TimesLookedAt)]);
        }
        catch (CronFormatException fault)
        {
            return $"Cannot be read: {fault.Message.TrimEnd('.')}. {Allowed}";
        }
    }

    private static string? FaultOf(List<DateTimeOffset> times)
    {
        if (times.Count == 0)
            return "Is never due: there is no such day, or its years are over. Ask for a day that its month has, or for L, the last one.";
        var closest = times.Skip(1).Zip(times, (next, time) => next - time).Append(TimeSpan.MaxValue).Min();
        return closest < ScheduleLimits.LeastInterval
            ? $"Is due again after {closest.TotalSeconds:0} s, but must leave {ScheduleLimits.LeastInterval.TotalSeconds:0} s between two times; "
                + "for load without pause, make the run longer."
            : null;
    }
}
