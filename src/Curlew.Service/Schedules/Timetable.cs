using Cronos;

namespace Curlew.Service.Schedules;

/// <summary>
/// When a schedule is due: a cron expression in a time zone, by Cronos' rules for changes of the clock. What the clock leaves out in spring is
/// due once, at the moment at which it goes on. Of what it has twice in autumn, an expression that says at which minutes or hours is due the
/// first time only, and one of intervals (<c>*</c>, <c>*/n</c>, ranges) goes on through both.
/// </summary>
internal sealed class Timetable
{
    private const int FieldsWithSeconds = 6;

    private readonly CronExpression _cron;
    private readonly TimeZoneInfo _zone;

    private Timetable(CronExpression cron, TimeZoneInfo zone) => (_cron, _zone) = (cron, zone);

    /// <summary>That of an expression, which Cronos reads.</summary>
    /// <exception cref="FormatException">It does not; the message says why.</exception>
    public static Timetable Of(string cron, TimeZoneInfo zone) => new(
        CronExpression.Parse(cron, FieldsOf(cron) == FieldsWithSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard), zone);

    /// <summary>That of a schedule that was saved; null where this machine cannot read it, as where its time zones are older.</summary>
    public static Timetable? Find(string cron, string zone)
    {
        try
        {
            return ZoneName.Find(zone) is { } found ? Of(cron, found) : null;
        }
        catch (CronFormatException)
        {
            return null;
        }
    }

    /// <summary>The first due times after a moment, each with the zone's offset; fewer where there are no more until the year 2100.</summary>
    public IEnumerable<DateTimeOffset> After(DateTimeOffset moment)
    {
        for (var next = _cron.GetNextOccurrence(moment, _zone); next is { } time; next = _cron.GetNextOccurrence(time, _zone))
            yield return time;
    }

    /// <summary>All due times after a moment up to another one.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until) => After(after).TakeWhile(time => time <= until);

    private static int FieldsOf(string cron) => cron.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length;
}
