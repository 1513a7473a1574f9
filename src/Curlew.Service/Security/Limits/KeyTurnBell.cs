namespace Curlew.Service.Security.Limits;

/// <summary>Rings runs whose API key has room again, where nobody else did: the run before them died, or ended on another node.</summary>
internal sealed partial class KeyTurnBell(KeyTurns turns, TimeProvider time, ILogger<KeyTurnBell> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RingAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start rings everything that waits.
        }
    }

    private async Task RingAsync(CancellationToken stop)
    {
        try
        {
            await turns.RingAllAsync(stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }
}
