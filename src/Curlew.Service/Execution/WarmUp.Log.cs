namespace Curlew.Service.Execution;

internal sealed partial class WarmUp
{
    [LoggerMessage(1201, LogLevel.Warning, "The service could not warm up; its first run will start more slowly")]
    private partial void LogFailed(Exception exception);
}
