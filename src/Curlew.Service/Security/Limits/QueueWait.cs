using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Storage.Runs;

namespace Curlew.Service.Security.Limits;

/// <summary>Estimates when there may be room among the runs that wait.</summary>
internal sealed class QueueWait(RunStore runs, TimeProvider time)
{
    /// <summary>More than may be under way on a node.</summary>
    private const int MostRead = 100;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Unknown = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// A place is free when the next run begins, which is when the first of those that send load ends: by its definition, or by how
    /// fast it has been so far. Where none of them tells, as between two runs, some seconds.
    /// </summary>
    public async Task<TimeSpan> EstimateAsync(CancellationToken cancelled)
    {
        var now = time.GetUtcNow();
        var first = (await runs.ListSendingAsync(MostRead, cancelled)).Select(run => RemainingOf(run, now)).Min();
        return first is not { } remaining ? Unknown
            : remaining < Least ? Least
            : remaining > Longest ? Longest
            : remaining;
    }

    private static TimeSpan? RemainingOf(RunRecord run, DateTimeOffset now)
    {
        var definition = JsonSerializer.Deserialize<RunDefinitionDocument>(run.DefinitionJson, CurlewJson.Options)!;
        return LoadProgress.Of(definition, now - (run.StartedAt ?? now), run.Requests).SecondsLeft is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }
}
