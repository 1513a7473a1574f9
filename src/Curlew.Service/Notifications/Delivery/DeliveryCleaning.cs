using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Notifications.Delivery;

/// <summary>Deletes each hour what is old enough of the log of deliveries.</summary>
internal sealed partial class DeliveryCleaning(
    WebhookDeliveryStore deliveries, RetentionSettings settings, TimeProvider time, ILogger<DeliveryCleaning> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.DeliveryDays == 0)
            return;
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await CleanAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start cleans again.
        }
    }

    private async Task CleanAsync(CancellationToken stop)
    {
        try
        {
            await deliveries.DeleteBeforeAsync(time.GetUtcNow().AddDays(-settings.DeliveryDays), stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }
}
