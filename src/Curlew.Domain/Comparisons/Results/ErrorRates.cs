using Curlew.Domain.Statistics;

namespace Curlew.Domain.Comparisons.Results;

/// <summary>Requests of a run, and those of them that failed.</summary>
/// <param name="Requests">All, at least one.</param>
/// <param name="Failed">Those that failed.</param>
public sealed record ErrorCount(long Requests, long Failed);

/// <summary>
/// Error rates with intervals that hold also where nothing failed: Wilson's score interval for one rate and Newcombe's for the difference of two
/// (R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 1998, method 10).
/// Failures come in bursts, so requests count for less where the rounds differ by more than chance would have them (design effect: Pearson's
/// chi-squared over its degrees of freedom).
/// </summary>
public static class ErrorRates
{
    private const double Percent = 100;

    /// <summary>The rate of some rounds in percent; null without requests.</summary>
    public static Estimate? Of(IReadOnlyList<ErrorCount> rounds, double confidencePercent)
    {
        if (rounds.Count == 0)
            return null;
        var (rate, low, high) = Wilson(rounds, confidencePercent);
        return new Estimate(Percent * rate, Percent * low, Percent * high);
    }

    /// <summary>The rate of <paramref name="b"/> minus that of <paramref name="a"/>, in percentage points.</summary>
    public static Estimate Difference(IReadOnlyList<ErrorCount> a, IReadOnlyList<ErrorCount> b, double confidencePercent)
    {
        var (rateA, lowA, highA) = Wilson(a, confidencePercent);
        var (rateB, lowB, highB) = Wilson(b, confidencePercent);
        var difference = rateB - rateA;
        return new Estimate(
            Percent * difference,
            Percent * (difference - Math.Sqrt(Math.Pow(rateB - lowB, 2) + Math.Pow(highA - rateA, 2))),
            Percent * (difference + Math.Sqrt(Math.Pow(highB - rateB, 2) + Math.Pow(rateA - lowA, 2))));
    }

    private static (double Rate, double Low, double High) Wilson(IReadOnlyList<ErrorCount> rounds, double confidencePercent)
    {
        double requests = rounds.Sum(round => round.Requests);
        var rate = rounds.Sum(round => round.Failed) / requests;
        var count = requests / DesignEffect(rounds, rate);
        var z = NormalDistribution.UpperQuantile((Percent - confidencePercent) / (2 * Percent));
        var centre = (rate + (z * z / (2 * count))) / (1 + (z * z / count));
        var half = z / (1 + (z * z / count)) * Math.Sqrt((rate * (1 - rate) / count) + (z * z / (4 * count * count)));
        return (rate, Math.Max(0, Math.Min(rate, centre - half)), Math.Min(1, Math.Max(rate, centre + half)));
    }

    private static double DesignEffect(IReadOnlyList<ErrorCount> rounds, double rate)
    {
        if (rounds.Count < 2 || rate is 0 or 1)
            return 1;
        var chiSquared = rounds.Sum(round =>
            Math.Pow(round.Failed - (round.Requests * rate), 2) / (round.Requests * rate * (1 - rate)));
        return Math.Max(1, chiSquared / (rounds.Count - 1));
    }
}
