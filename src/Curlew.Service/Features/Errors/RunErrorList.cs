using System.Text.Json;
using Curlew.Domain.Errors;
using Curlew.Domain.Json;
using Curlew.Domain.Summaries;
using Curlew.Engine.Catalog;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Errors;

/// <summary>How the requests of a run failed.</summary>
/// <param name="Requests">Requests that have ended, those of the warm-up among them.</param>
/// <param name="Failed">Those of them that failed.</param>
/// <param name="Items">The failures, grouped by CURLcode, HTTP status and reason, the most frequent first.</param>
public sealed record RunErrorList(long Requests, long Failed, IReadOnlyList<ErrorResource> Items)
{
    internal static RunErrorList Of(RunRecord run, IReadOnlyList<ErrorGroup> groups, List<string> stepNames, EngineCatalog engines)
    {
        var failed = groups.Sum(group => group.Count);
        var requests = Math.Max(failed, run.Requests + WarmUpRequestsOf(run));
        return new RunErrorList(
            requests,
            failed,
            [
                .. groups.OrderByDescending(group => group.Count).ThenBy(group => group.FirstEndedMs)
                    .Select(group => ErrorResource.Of(group, run, stepNames, requests, failed, engines)),
            ]);
    }

    /// <summary>Groups count the warm-up, and so do the counts of a run without a summary; those of one with it do not.</summary>
    private static long WarmUpRequestsOf(RunRecord run) => run.SummaryJson is { } summary
        ? JsonSerializer.Deserialize<WarmUpOfSummary>(summary, CurlewJson.Options)?.WarmUp?.Requests ?? 0
        : 0;

    private sealed record WarmUpOfSummary(WarmUpFigures? WarmUp);
}
