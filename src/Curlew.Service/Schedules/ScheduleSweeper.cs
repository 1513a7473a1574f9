using Curlew.Service.Execution;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Schedules;

/// <summary>
/// Looks for what is due when the service has started, which finds what it missed, and then every few seconds: Hangfire beside SQLite
/// forgets its jobs with the process, and beside PostgreSQL it may lose one or come late.
/// </summary>
internal sealed partial class ScheduleSweeper(
    ScheduleStore schedules, DueRuns due, IScheduleClock clock, WarmUp warmUp, TimeProvider time, ILogger<ScheduleSweeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private bool _isReconciled;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await warmUp.Done.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(Every, time);
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start finds what is due by then.
        }
    }

    /// <summary>Whatever goes wrong is for the next time: a service that dies of it would take its runs with it.</summary>
    private async Task SweepAsync(CancellationToken stop)
    {
        try
        {
            if (!_isReconciled)
                clock.Reconcile(await schedules.ListTimesAsync(stop));
            _isReconciled = true;
            await due.LookAtAllAsync(stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogFailed(Every.TotalSeconds, exception);
        }
    }
}
