using Curlew.Domain.Histograms;
using Curlew.Domain.Runs;
using Curlew.Service.Execution;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Histograms;

/// <summary>Runs whose histograms are added up.</summary>
internal static class MergedRuns
{
    /// <summary>The most runs that a request may name beside its own.</summary>
    public const int Most = 20;

    /// <summary>Reads ids with commas between them.</summary>
    public static bool TryRead(string text, out IReadOnlyList<RunId>? value)
    {
        var ids = new List<RunId>();
        value = ids;
        foreach (var word in text.Split(',', Most + 1))
        {
            if (!RunId.TryParse(word, out var id) || ids.Contains(id))
                return false;
            ids.Add(id);
        }

        return ids.Count <= Most;
    }

    /// <summary>Adds the histograms of runs up; the problem to answer with where one of them has none.</summary>
    public static async Task<(LatencyDistribution? Merged, IResult? Fault)> AddUpAsync(
        RunStore runs, IReadOnlyList<RunId> ids, string metric, string? stepName, CancellationToken cancelled)
    {
        LatencyDistribution? merged = null;
        foreach (var id in ids)
        {
            if (await runs.FindAsync(id, cancelled) is not { } run)
                return (null, RunProblems.NotFound(id.ToString()));
            var step = stepName is null ? -1 : RunSnapshot.StepNamesOf(run).IndexOf(stepName);
            if (stepName is not null && step < 0)
                return (null, Problem.Of(ProblemType.NoHistogram, $"The run {id} has no step \"{stepName}\" and cannot be merged by it."));

            var histograms = await runs.FindHistogramsAsync(id, cancelled);
            var record = histograms.FirstOrDefault(histogram => histogram.Metric == metric && histogram.Step == (step < 0 ? null : step));
            if (record is null)
                return (null, RunProblems.NoResults(run, "histogram", ProblemType.NoHistogramYet, ProblemType.NoHistogram));

            var distribution = LatencyDistribution.Decode(record.Compressed);
            if (merged is null)
                merged = distribution;
            else
                merged.Add(distribution);
        }

        return (merged, null);
    }
}
