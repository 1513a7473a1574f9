namespace Curlew.Service.Security.Limits;

internal sealed partial class KeyTurnBell
{
    [LoggerMessage(1401, LogLevel.Warning, "Runs that wait for others of their API key could not be looked at; it is tried again")]
    private partial void LogFailed(Exception exception);
}
