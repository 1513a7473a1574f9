namespace Curlew.Service.Idempotency;

internal sealed partial class KeyCleaning
{
    [LoggerMessage(1501, LogLevel.Warning, "Idempotency keys that are too old could not be deleted; it is tried again in an hour")]
    private partial void LogFailed(Exception exception);
}
