using Curlew.Service.Execution;
using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Disk;
using Curlew.Storage.Retention;

namespace Curlew.Service.Retention;

/// <summary>
/// Sweeps when the service has started, and then every so many minutes.
///
/// Deleting gigabytes is work for the disk that a run is being written to, so a sweep that is due waits while this process
/// carries out a run: for the next time that is due after <see cref="Patience"/> at the latest, or else a service with a queue that
/// never empties would never sweep; and not at all where the disk has little space left.
///
/// This is no job of Hangfire: its workers are the turns of runs, so a sweep would take the place of a run or wait hours for one, and
/// with PostgreSQL one node would sweep for all, although each has a directory of its own.
/// </summary>
internal sealed partial class RetentionSweeper(
    RetentionSweep sweep,
    RetentionSettings settings,
    OutcomeDisk disk,
    RunningRuns running,
    WarmUp warmUp,
    TimeProvider time,
    ILogger<RetentionSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await warmUp.Done.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(TimeSpan.FromMinutes(settings.SweepEveryMinutes), time);
            long? dueSince = null;
            do
            {
                if (IsToWait(dueSince ??= time.GetTimestamp()))
                {
                    LogWaiting();
                    continue;
                }

                await SweepAsync(stoppingToken);
                dueSince = null;
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends; what is left over is the next start's first sweep.
        }
    }

    private bool IsToWait(long dueSince) => running.Any && time.GetElapsedTime(dueSince) < Patience && !disk.Measure().IsLow;

    /// <summary>Whatever goes wrong is for the next time: a service that dies of it would take its runs with it.</summary>
    private async Task SweepAsync(CancellationToken stop)
    {
        try
        {
            var report = await sweep.RunAsync(settings.ToRules(), stop);
            if (report.TooOld.Count + report.TooMany.Count + report.Orphans.Count + report.TooLarge.Count + report.OfSchedules.Count > 0)
                LogSwept(report.TooOld.Count, report.TooMany.Count, report.OfSchedules.Count, report.TooLarge.Count, report.Orphans.Count);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogFailed(exception, settings.SweepEveryMinutes);
        }
    }
}
