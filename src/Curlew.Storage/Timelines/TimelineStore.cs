using System.Runtime.CompilerServices;
using Curlew.Domain.Runs;
using Curlew.Domain.Timelines;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Timelines;

/// <summary>The seconds of runs in the main database, so that no chart has to look at outcomes.</summary>
public sealed class TimelineStore(IDbContextFactory<CurlewContext> contexts)
{
    /// <summary>Adds seconds, all or none; each second of a run is added once.</summary>
    public async Task AppendAsync(RunId run, IReadOnlyCollection<TimelineSecond> seconds, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.RunSeconds.AddRange(seconds.Select(second => new RunSecondRecord
        {
            RunId = run.Value,
            Second = second.Second,
            Length = second.Length,
            VirtualUsers = second.VirtualUsers,
            OpenConnections = second.OpenConnections,
            SkippedStarts = second.SkippedStarts,
            GeneratorCpuMicros = second.GeneratorCpuMicros,
            StoreCpuMicros = second.StoreCpuMicros,
            Steps = second.Steps.ToArray(),
        }));
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The last second of a run that is there; null where there is none.</summary>
    public async Task<int?> FindLastSecondAsync(RunId run, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.RunSeconds.Where(second => second.RunId == run.Value)
            .MaxAsync(second => (int?)second.Second, cancellationToken);
    }

    /// <summary>
    /// The run's seconds from <paramref name="from"/> to before <paramref name="to"/>, in order, read as they are asked for.
    /// </summary>
    public async IAsyncEnumerable<TimelineSecond> ReadAsync(
        RunId run,
        int from = 0,
        int to = int.MaxValue,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var seconds = context.RunSeconds.AsNoTracking()
            .Where(second => second.RunId == run.Value && second.Second >= from && second.Second < to)
            .OrderBy(second => second.Second)
            .AsAsyncEnumerable();
        await foreach (var second in seconds.WithCancellation(cancellationToken))
        {
            yield return new TimelineSecond
            {
                Second = second.Second,
                Length = second.Length,
                VirtualUsers = second.VirtualUsers,
                OpenConnections = second.OpenConnections,
                SkippedStarts = second.SkippedStarts,
                GeneratorCpuMicros = second.GeneratorCpuMicros,
                StoreCpuMicros = second.StoreCpuMicros,
                Steps = second.Steps,
            };
        }
    }
}
