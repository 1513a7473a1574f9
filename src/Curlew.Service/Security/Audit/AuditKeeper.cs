using Curlew.Service.Hosting.Settings;

namespace Curlew.Service.Security.Audit;

/// <summary>Ends the periods of denials, and deletes entries that are old enough.</summary>
internal sealed partial class AuditKeeper(
    AuditTrail trail, RetentionSettings settings, TimeProvider time, ILogger<AuditKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await trail.WriteDenialsAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                await trail.WriteDenialsAsync();
                await DeleteOldAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends; what is old is for the next start.
        }
    }

    /// <summary>Whatever goes wrong is for the next time: a service that dies of it would take its runs with it.</summary>
    private async Task DeleteOldAsync(CancellationToken stop)
    {
        if (settings.AuditDays == 0)
            return;
        try
        {
            if (await trail.DeleteOlderAsync(TimeSpan.FromDays(settings.AuditDays), stop) is > 0 and var count)
                LogDeleted(count, settings.AuditDays);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogNotDeleted(exception);
        }
    }
}
