using Curlew.Domain.Runs;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    /// <summary>
    /// Has a claim last for <paramref name="lease"/> from now on: the run's status, which tells whether somebody asked for its stop; null
    /// where the run is no longer that claim's, or has ended.
    /// </summary>
    public async Task<RunStatus?> TryRenewLeaseAsync(
        RunId id, int fence, string owner, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var claimed = context.Runs
            .Where(run => run.Id == id.Value && run.Fence == fence && run.Owner == owner && Claimed.Contains(run.Status));
        var renewed = await claimed.ExecuteUpdateAsync(
            set => set.SetProperty(run => run.LeaseUntil, time.GetUtcNow() + lease), cancellationToken);
        return renewed == 1
            ? await claimed.Select(run => (RunStatus?)run.Status).SingleOrDefaultAsync(cancellationToken)
            : null;
    }
}
