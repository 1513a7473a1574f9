using Curlew.Service.Execution;
using Curlew.Storage.Comparisons;

namespace Curlew.Service.Comparisons;

/// <summary>
/// Looks after comparisons at start and every so many seconds: those whose node was killed between two runs, and those that found no room
/// in the queue.
/// </summary>
internal sealed partial class ComparisonSweeper(
    ComparisonStore comparisons, ComparisonCoordinator coordinator, WarmUp warmUp, TimeProvider time, ILogger<ComparisonSweeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await warmUp.Done.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(LookEvery, time);
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends; the next start looks again.
        }
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        try
        {
            foreach (var comparison in await comparisons.ListUnfinishedAsync(stop))
                await AdvanceAsync(comparison, stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogNotListed(exception);
        }
    }

    /// <summary>What goes wrong with one of them is no reason to leave the others.</summary>
    private async Task AdvanceAsync(Guid comparison, CancellationToken stop)
    {
        try
        {
            await coordinator.AdvanceAsync(comparison, stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogNotAdvanced(comparison, exception);
        }
    }
}
