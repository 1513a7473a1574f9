namespace Curlew.Service.Notifications.Delivery;

internal sealed partial class DeliveryCleaning
{
    [LoggerMessage(1840, LogLevel.Warning, "Deliveries to webhooks that are old enough could not be deleted; it is tried again in an hour")]
    private partial void LogFailed(Exception exception);
}
