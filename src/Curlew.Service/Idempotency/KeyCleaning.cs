using Curlew.Storage.Idempotency;

namespace Curlew.Service.Idempotency;

/// <summary>Forgets each hour what is too old to be known.</summary>
internal sealed partial class KeyCleaning(IdempotencyStore store, Replays replays, TimeProvider time, ILogger<KeyCleaning> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
            await store.DeleteBeforeAsync(replays.KnownSince, stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }
}
