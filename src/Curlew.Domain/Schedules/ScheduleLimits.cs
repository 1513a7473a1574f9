namespace Curlew.Domain.Schedules;

/// <summary>Every limit of a schedule, once: validation, database mapping and OpenAPI all use these.</summary>
public static class ScheduleLimits
{
    /// <summary>Characters of a cron expression.</summary>
    public const int CronLength = 200;

    /// <summary>Characters of a time zone's name.</summary>
    public const int ZoneLength = 100;

    /// <summary>Webhooks that a schedule may name.</summary>
    public const int Webhooks = 20;

    /// <summary>The greatest number of runs that a schedule may ask to be kept.</summary>
    public const int KeepRuns = 100_000;

    /// <summary>The greatest number of days that a schedule may ask its runs to be kept for.</summary>
    public const int KeepDays = 36_500;

    /// <summary>The next due times that answers show.</summary>
    public const int NextTimes = 3;

    /// <summary>The least time between two due times: runs take longer, and each of them is a row of the history.</summary>
    public static readonly TimeSpan LeastInterval = TimeSpan.FromMinutes(1);

    /// <summary>A due time that was noticed later than this is late, and the choice of what becomes of late ones holds.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(1);
}
