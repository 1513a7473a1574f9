using Curlew.Domain.Runs;
using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;

namespace Curlew.Service.Jobs;

/// <summary>
/// Settles at start what an earlier process left behind, and queues what still waits: beside SQLite Hangfire keeps its jobs
/// in memory, so they are gone. Beside PostgreSQL they may still be there, which does no harm.
/// </summary>
internal sealed partial class RunRefill(RunStore runs, IRunQueue queue, ServiceSettings settings, ILogger<RunRefill> logger)
{
    private IReadOnlyList<RunId> _waiting = [];

    /// <summary>To be called before anything can be claimed: what is claimed then was claimed by an earlier process.</summary>
    public async Task RecoverAsync()
    {
        var owner = settings.Storage.Provider == DatabaseProvider.Postgres ? settings.Execution.Node : null;
        var report = await runs.RecoverAsync(owner);
        _waiting = report.Queued;
        if (report.Queued.Count + report.Interrupted.Count > 0)
            LogRecovered(report.Queued.Count, report.Requeued.Count, report.Interrupted.Count);
    }

    /// <summary>Queues what waited, oldest first.</summary>
    public void Refill()
    {
        foreach (var id in _waiting)
            queue.Enqueue(id);
    }
}
