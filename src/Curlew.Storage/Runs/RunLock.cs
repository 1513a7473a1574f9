using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

/// <summary>Has those who change what hangs on a run wait for each other.</summary>
internal static class RunLock
{
    /// <summary>
    /// Takes the lock of a run's row until the transaction ends, by an update that changes nothing; false where there is no
    /// such run.
    /// </summary>
    /// <remarks>
    /// Whether a run is a baseline is said by another row than its own. In PostgreSQL a statement that waits for a row looks at it
    /// again afterwards, but at other tables as they were when it began: so a run could be deleted and made a baseline at the
    /// same time. The statement after this one sees what everybody who had the lock before has done.
    /// </remarks>
    public static async Task<bool> TakeAsync(CurlewContext context, RunId id, CancellationToken cancellationToken) =>
        await context.Runs
            .Where(run => run.Id == id.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.Pinned, run => run.Pinned), cancellationToken) == 1;
}
