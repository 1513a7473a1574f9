namespace Curlew.Service.Jobs;

internal sealed partial class ScheduleClock
{
    [LoggerMessage(1827, LogLevel.Warning, "Hangfire took no recurring job for schedule {Schedule}; the sweep finds when it is due")]
    private partial void LogNotSet(Guid schedule, Exception exception);

    [LoggerMessage(1828, LogLevel.Warning, "Hangfire's recurring jobs could not be reconciled with the schedules; the sweep finds what is due")]
    private partial void LogNotReconciled(Exception exception);
}
