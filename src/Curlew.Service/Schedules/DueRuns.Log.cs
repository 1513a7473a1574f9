namespace Curlew.Service.Schedules;

internal sealed partial class DueRuns
{
    [LoggerMessage(1820, LogLevel.Information, "Schedule {Schedule} was due at {DueAt}: run {Run} is queued")]
    private partial void LogQueued(Guid schedule, DateTimeOffset dueAt, Guid run);

    [LoggerMessage(1821, LogLevel.Warning, "Schedule {Schedule} was due at {DueAt}, but no run was made: {Reason}")]
    private partial void LogRefused(Guid schedule, DateTimeOffset dueAt, string reason);

    [LoggerMessage(1822, LogLevel.Warning, "Schedule {Schedule}: {Count} due times were missed, the last one {DueAt}")]
    private partial void LogMissed(Guid schedule, long count, DateTimeOffset dueAt);

    [LoggerMessage(1823, LogLevel.Information, "Schedule {Schedule} was due at {DueAt} and is {State}: {Reason}")]
    private partial void LogOverlap(Guid schedule, DateTimeOffset dueAt, string state, string reason);

    [LoggerMessage(1824, LogLevel.Error, "Schedule {Schedule} could not be looked at; it is tried again within seconds")]
    private partial void LogFailed(Guid schedule, Exception exception);

    [LoggerMessage(1825, LogLevel.Error, "Schedule {Schedule} is never due here: the cron expression \"{Cron}\" or the time zone {Zone} is not known")]
    private partial void LogUnreadable(Guid schedule, string cron, string zone);
}
