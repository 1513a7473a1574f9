using System.Globalization;
using System.Text;
using Curlew.Domain.Regressions;

namespace Curlew.Benchmarks.Regressions;

/// <summary>Whether the night in which a server became slower is named, in histories that are put together of real runs.</summary>
internal static class HistoryTable
{
    private const int Histories = 100;
    private const int Nights = 20;
    private const int Changed = Nights / 2;
    private const double Confidence = 95;

    public static string Of(RunPool pool)
    {
        if (pool.Alike.Count < Nights || pool.FivePercentSlower.Count < Nights - Changed)
            return "Too few runs for histories.";
        var alike = pool.Alike.Select(P95).ToArray();
        var slower = pool.FivePercentSlower.Select(P95).ToArray();
        var random = new Random(1);
        var with = Enumerable.Range(0, Histories)
            .Select(_ => ChangePoints.Find([.. Draw(alike, Changed), .. Draw(slower, Nights - Changed)]))
            .ToList();
        var without = Enumerable.Range(0, Histories).Select(_ => ChangePoints.Find(Draw(alike, Nights))).ToList();
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"| {Histories} histories of {Nights} nights, p95 of each | histories | asked |");
        table.AppendLine("| --- | ---: | ---: |");
        Add("5 % longer from the 11th night: found, the night named or one beside it", with.Count(found => found.Any(change => Math.Abs(change.Index - Changed) <= 1)), "at least 90");
        Add("… the night itself named", with.Count(found => found.Any(change => change.Index == Changed)), "");
        Add("… another change named as well, or instead", with.Count(found => found.Any(change => Math.Abs(change.Index - Changed) > 1)), "");
        Add("nothing changed: a change named", without.Count(found => found.Count > 0), "few");
        return table.ToString();

        double[] Draw(double[] from, int count)
        {
            double[] drawn = [.. from];
            random.Shuffle(drawn);
            return drawn[..count];
        }

        void Add(string what, int count, string asked) => table.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {count} | {asked} |");
    }

    private static double P95(RunSample run) => RunEstimates.Of([run], step: null, RunMetric.P95, Confidence).Value;
}
