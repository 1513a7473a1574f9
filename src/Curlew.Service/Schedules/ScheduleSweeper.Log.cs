namespace Curlew.Service.Schedules;

internal sealed partial class ScheduleSweeper
{
    [LoggerMessage(1826, LogLevel.Warning, "What is due could not be looked for; it is tried again in {Seconds} seconds")]
    private partial void LogFailed(double seconds, Exception exception);
}
