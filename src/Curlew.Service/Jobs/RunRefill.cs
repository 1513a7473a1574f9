using Curlew.Domain.Runs;
using Curlew.Service.Execution;
using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Database;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Runs;

namespace Curlew.Service.Jobs;

/// <summary>
/// Settles what was left behind, and queues what still waits: beside SQLite Hangfire keeps its jobs in memory, so they are gone with
/// their process. Beside PostgreSQL they may still be there, which does no harm.
/// </summary>
internal sealed partial class RunRefill(
    RunStore runs,
    OutcomeStore outcomes,
    IRunQueue queue,
    LeaseTerms lease,
    ServiceSettings settings,
    TimeProvider time,
    ILogger<RunRefill> logger)
{
    private IReadOnlyList<RunId> _waiting = [];

    /// <summary>Runs of an earlier process that had sent load and are to be ended.</summary>
    public IReadOnlyList<AdoptedRun> Adopted { get; private set; } = [];

    /// <summary>To be called before anything can be claimed: what is claimed then was claimed by an earlier process.</summary>
    public async Task RecoverAsync()
    {
        foreach (var run in await runs.ForgetAsync(WarmUp.AuthorOn(settings.Execution.Node)))
            outcomes.Delete(run);

        // Nobody else has a SQLite database.
        var report = await runs.RecoverAsync(
            HeirOf("The service died during the run, or was killed."), whoever: settings.Storage.Provider == DatabaseProvider.Sqlite);
        (_waiting, Adopted) = (report.Queued, report.Adopted);
        if (report.Queued.Count + report.Adopted.Count + report.Stopped.Count > 0)
            LogRecovered(report.Queued.Count, report.Requeued.Count, report.Adopted.Count);
    }

    /// <summary>Queues what waited, oldest first.</summary>
    public void Refill()
    {
        foreach (var id in _waiting)
            queue.Enqueue(id);
    }

    /// <summary>
    /// Takes over what anybody left whose lease has been over for long, but not what this process has itself: queues what had not
    /// sent load, and answers what had.
    /// </summary>
    public async Task<IReadOnlyList<AdoptedRun>> RecoverLapsedAsync(IReadOnlyCollection<RunId> own, CancellationToken cancelled)
    {
        var report = await runs.RecoverLapsedAsync(
            HeirOf("The lease on the run was over: the service that carried it out died, or could not reach the database any more."),
            lease.Margin,
            own,
            cancelled);
        foreach (var id in report.Queued)
            queue.Enqueue(id);
        if (report.Queued.Count + report.Adopted.Count + report.Stopped.Count > 0)
            LogLapsed(report.Queued.Count, report.Adopted.Count);
        return report.Adopted;
    }

    /// <summary>
    /// Queues again what has waited for long although this process could carry it out: its job was lost, as where the database went
    /// away after it had taken the run. Where there is a job after all, only one of the two finds the run queued.
    /// </summary>
    /// <param name="underWay">How many runs this process carries out.</param>
    /// <param name="cancelled">Gives up.</param>
    public async Task RefillLostAsync(int underWay, CancellationToken cancelled)
    {
        var free = settings.Execution.ConcurrentRuns - underWay;
        if (free <= 0)
            return;
        var lost = await runs.ListWaitingAsync(time.GetUtcNow() - lease.LookEvery, free, cancelled);
        foreach (var id in lost)
            queue.Enqueue(id);
        if (lost.Count > 0)
            LogLost(lost.Count);
    }

    private RunHeir HeirOf(string interruption) => new(
        settings.Execution.Node, lease.Length, $"{interruption} What had been stored of it is kept; the load is not repeated.");
}
