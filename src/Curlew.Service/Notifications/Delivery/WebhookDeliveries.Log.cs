namespace Curlew.Service.Notifications.Delivery;

internal sealed partial class WebhookDeliveries
{
    [LoggerMessage(1830, LogLevel.Debug, "Delivery {Delivery} to webhook {Webhook} was taken with status {Status}")]
    private partial void LogTaken(Guid delivery, Guid webhook, int? status);

    [LoggerMessage(1831, LogLevel.Warning, "Attempt {Attempt} of delivery {Delivery} to webhook {Webhook} failed; the next one is at {Next:O}: {Error}")]
    private partial void LogFailed(int attempt, Guid delivery, Guid webhook, DateTimeOffset next, string error);

    [LoggerMessage(1832, LogLevel.Error, "Delivery {Delivery} to webhook {Webhook} was given up after {Attempts} attempts: {Error}")]
    private partial void LogGivenUp(Guid delivery, Guid webhook, int attempts, string error);

    [LoggerMessage(1833, LogLevel.Error, "Webhook {Webhook} ({Name}) answered 410 Gone and has been disabled; it is told of nothing any more")]
    private partial void LogGone(Guid webhook, string name);

    [LoggerMessage(1834, LogLevel.Error, "Delivery {Delivery} to webhook {Webhook} came to no end; it is tried again within minutes")]
    private partial void LogBroken(Guid delivery, Guid webhook, Exception exception);

    [LoggerMessage(1835, LogLevel.Warning, "Deliveries to webhooks could not be looked for; it is tried again within seconds")]
    private partial void LogNotListed(Exception exception);
}
