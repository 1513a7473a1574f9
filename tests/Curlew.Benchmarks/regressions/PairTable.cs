using System.Globalization;
using System.Text;
using Curlew.Domain.Regressions;

namespace Curlew.Benchmarks.Regressions;

/// <summary>What runs are judged to be that are alike, and those against a slower server: pairs drawn at random of all runs that were sent.</summary>
internal static class PairTable
{
    private const int Rolling = 5;
    private const int Pairs = 200;

    public static string Of(RunPool pool)
    {
        var table = new StringBuilder();
        table.AppendLine("| a run against | pairs | false alarms, or regressions found | … of p95 itself | asked | improved | unchanged | inconclusive |");
        table.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var random = new Random(1);
        Add("one run that is alike (A/A)", "at most 1 %", Draw(Pairs, 2).Select(runs => (runs[1], runs[..1])));
        Add("five that are alike (A/A)", "at most 1 %", Draw(Pairs, Rolling + 1).Select(runs => (runs[Rolling], runs[..Rolling])));
        Add("one run; p95 has become 10 % longer", "at least 95 %", DrawSlower(1));
        Add("five runs; p95 has become 10 % longer", "at least 95 %", DrawSlower(Rolling));
        return table.ToString();

        IEnumerable<RunSample[]> Draw(int times, int count) => Enumerable.Range(0, times).Select(_ =>
        {
            RunSample[] drawn = [.. pool.Alike];
            random.Shuffle(drawn);
            return drawn[..count];
        });

        IEnumerable<(RunSample, RunSample[])> DrawSlower(int count) => Draw(Pairs, count)
            .Select(alike => (pool.TenPercentSlower[random.Next(pool.TenPercentSlower.Count)], alike));

        void Add(string what, string asked, IEnumerable<(RunSample Current, RunSample[] Baselines)> pairs)
        {
            var judgements = pairs.Select(pair => RegressionJudge.Judge(pair.Current, pair.Baselines, RegressionRules.Default)).ToList();
            var ofP95 = judgements.Count(judgement => judgement.Changes.Any(change =>
                change is { Step: RunSample.Total, Metric: RunMetric.P95, Verdict: ChangeVerdict.Regressed }));
            table.AppendLine(CultureInfo.InvariantCulture, $"""
                | {what} | {judgements.Count} | {Count(ChangeVerdict.Regressed)} | {ofP95} | {asked} | {Count(ChangeVerdict.Improved)} | {Count(ChangeVerdict.Unchanged)} | {Count(ChangeVerdict.Inconclusive)} |
                """);

            int Count(ChangeVerdict verdict) => judgements.Count(judgement => judgement.Verdict == verdict);
        }
    }
}
