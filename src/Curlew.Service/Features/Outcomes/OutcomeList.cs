using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Domain.Summaries;
using Curlew.Service.Execution;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Outcomes;

/// <summary>A part of a run's outcomes.</summary>
/// <param name="Items">The outcomes, in the order that was asked for.</param>
/// <param name="Kept">Which of the run's outcomes are stored at all.</param>
/// <param name="NextCursor">
/// Pass it as <c>cursor</c>, with the same filters and sort, to go on; absent where there are no more for now.
/// </param>
public sealed record OutcomeList(IReadOnlyList<OutcomeResource> Items, OutcomesKeptResource Kept, string? NextCursor);

/// <summary>Which of a run's outcomes are stored. The summary, errors and timeline are always of all.</summary>
/// <param name="Keep">What the definition asked for: <c>all</c>; or <c>failures</c>, so that no success will be found.</param>
/// <param name="Stored">Outcomes that are stored, those of the warm-up among them; absent while the run goes on.</param>
/// <param name="LeftOut">Outcomes that are not stored; absent while the run goes on.</param>
/// <param name="Reduction">Why only failures were stored from some moment on; absent where that did not happen.</param>
public sealed record OutcomesKeptResource(string Keep, long? Stored, long? LeftOut, string? Reduction)
{
    internal static OutcomesKeptResource Of(RunRecord run)
    {
        if (run.SummaryJson is { } json)
        {
            using var summary = JsonDocument.Parse(json);
            if (summary.RootElement.TryGetProperty("outcomes", out var outcomes)
                && outcomes.Deserialize<OutcomeFigures>(CurlewJson.Options) is { } figures)
            {
                return new OutcomesKeptResource(figures.Keep, figures.Stored, figures.LeftOut, figures.Reduction);
            }
        }

        return new OutcomesKeptResource(RunSnapshot.Of(run).Outcomes?.Keep ?? "all", null, null, null);
    }
}
