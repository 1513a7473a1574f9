using System.Globalization;
using System.Text;
using Curlew.Domain.Regressions;

namespace Curlew.Benchmarks.Regressions;

/// <summary>What runs are judged to be that are alike, and those against a slower server.</summary>
internal static class PairTable
{
    private const int Rolling = 5;

    public static string Of(RunPool pool)
    {
        var table = new StringBuilder();
        table.AppendLine("| a run against | pairs | false alarms, or regressions of p95 found | asked | improved | unchanged | inconclusive |");
        table.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        Add("one run that is alike (A/A)", "at most 1 %", isShift: false, pool.Alike.Chunk(2).Where(pair => pair.Length == 2).Select(pair => (pair[1], pair[..1])));
        Add($"the last {Rolling} that are alike (A/A)", "at most 1 %", isShift: false, pool.Alike.Chunk(Rolling + 1)
            .Where(runs => runs.Length == Rolling + 1)
            .Select(runs => (runs[Rolling], runs[..Rolling])));
        Add("one run; p95 has become 10 % longer", "at least 95 %", isShift: true, pool.TenPercentSlower
            .Zip(pool.Alike, (slower, alike) => (slower, new[] { alike })));
        Add($"the last {Rolling}; p95 has become 10 % longer", "at least 95 %", isShift: true, pool.TenPercentSlower
            .Zip(pool.Alike.Chunk(Rolling).Where(runs => runs.Length == Rolling), (slower, alike) => (slower, alike)));
        return table.ToString();

        void Add(string what, string asked, bool isShift, IEnumerable<(RunSample Current, RunSample[] Baselines)> pairs)
        {
            var judgements = pairs.Select(pair => RegressionJudge.Judge(pair.Current, pair.Baselines, RegressionRules.Default)).ToList();
            var found = isShift
                ? judgements.Count(judgement => judgement.Changes.Any(change =>
                    change is { Step: RunSample.Total, Metric: RunMetric.P95, Verdict: ChangeVerdict.Regressed }))
                : Count(ChangeVerdict.Regressed);
            table.AppendLine(CultureInfo.InvariantCulture, $"""
                | {what} | {judgements.Count} | {found} ({100.0 * found / Math.Max(1, judgements.Count):0.#} %) | {asked} | {Count(ChangeVerdict.Improved)} | {Count(ChangeVerdict.Unchanged)} | {Count(ChangeVerdict.Inconclusive)} |
                """);

            int Count(ChangeVerdict verdict) => judgements.Count(judgement => judgement.Verdict == verdict);
        }
    }
}
