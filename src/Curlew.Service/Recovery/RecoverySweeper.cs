using Curlew.Service.Execution;
using Curlew.Service.Jobs;
using Curlew.Storage.Runs;

namespace Curlew.Service.Recovery;

/// <summary>
/// Ends what was left behind, one run after the other and beside whatever else the service does: at start what an earlier process
/// left, so that no start waits for a run's ten million outcomes; and then, every so many seconds, what anybody left whose lease has
/// been over for long, which is how nodes that share a database end the runs of one that does not come back. With them it has those
/// carried out that wait and were forgotten.
/// </summary>
internal sealed partial class RecoverySweeper(
    RunRefill refill,
    RunRecovery recovery,
    RunningRuns running,
    WarmUp warmUp,
    LeaseTerms lease,
    TimeProvider time,
    ILogger<RecoverySweeper> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await warmUp.Done.WaitAsync(stoppingToken);
            await Task.Run(() => EndAsync(refill.Adopted, stoppingToken), stoppingToken);
            using var timer = new PeriodicTimer(lease.LookEvery, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await SweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends; what is left over is the next start's.
        }
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        try
        {
            await refill.RefillLostAsync(running.Ids.Count, stop);
            await EndAsync(await refill.RecoverLapsedAsync(running.Ids, stop), stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    /// <summary>Whatever goes wrong with one of them is no reason to leave the others.</summary>
    private async Task EndAsync(IReadOnlyList<AdoptedRun> adopted, CancellationToken stop)
    {
        foreach (var run in adopted)
        {
            try
            {
                await recovery.RecoverAsync(run, stop);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                LogNotEnded(run.Id, exception);
            }
        }
    }
}
