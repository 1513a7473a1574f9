using System.Runtime.CompilerServices;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    /// <summary>
    /// Runs of a definition that a later one may be held against, newest first, read as they are asked for: completed, with figures that
    /// are not invalid, and not regressed. Those of comparisons are none of its history.
    /// </summary>
    public IAsyncEnumerable<RunRecord> ListGoodAsync(
        Guid definition, RunId before, int limit, CancellationToken cancellationToken = default) => ReadAsync(
        runs => HistoryOf(runs, definition)
            .Where(run => run.Id < before.Value
                && run.Validity != SelfCheckResult.Invalid
                && run.Regression != RegressionResult.Regressed)
            .OrderByDescending(run => run.Id)
            .Take(limit),
        cancellationToken);

    /// <summary>The newest runs of a definition that have completed, newest first; those of comparisons are none of its history.</summary>
    public IAsyncEnumerable<RunRecord> ListHistoryAsync(Guid definition, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync(runs => HistoryOf(runs, definition).OrderByDescending(run => run.Id).Take(limit), cancellationToken);

    private static IQueryable<RunRecord> HistoryOf(IQueryable<RunRecord> runs, Guid definition) => runs.Where(run =>
        run.DefinitionId == definition && run.Status == RunStatus.Completed && run.ComparisonId == null);

    private async IAsyncEnumerable<RunRecord> ReadAsync(
        Func<IQueryable<RunRecord>, IQueryable<RunRecord>> restrict, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var run in restrict(context.Runs.AsNoTracking()).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return run;
    }
}
