namespace Curlew.Domain.Regressions;

/// <summary>Where a series is best divided in two.</summary>
/// <param name="Place">The place of the first value of the second part.</param>
/// <param name="Strength">How far apart the parts are: the energy statistic, scaled by their sizes.</param>
internal sealed record Division(int Place, double Strength)
{
    /// <summary>The best one; null where a series is too short to be divided. A part ends before a later change, so the second part may end anywhere.</summary>
    public static Division? Best(ReadOnlySpan<double> values, int minSegment)
    {
        var count = values.Length;
        if (count < 2 * minSegment)
            return null;

        var sums = DistanceSums(values);
        var (bestPlace, greatest) = (minSegment, double.NegativeInfinity);
        for (var place = minSegment; place <= count - minSegment; place++)
        {
            for (var end = place + minSegment; end <= count; end++)
            {
                var strength = StrengthOf(sums, place, end);
                if (strength > greatest)
                    (bestPlace, greatest) = (place, strength);
            }
        }

        return new Division(bestPlace, greatest);
    }

    /// <summary>
    /// Of the values before a place against those from it to an end: n·m/(n+m) times twice the mean distance between the parts, less
    /// the mean distances within each.
    /// </summary>
    private static double StrengthOf(double[,] sums, int place, int end)
    {
        var (before, after) = ((double)place, (double)(end - place));
        var withinBefore = sums[place, place];
        var withinAfter = sums[end, end] - sums[end, place] - sums[place, end] + sums[place, place];
        var between = sums[place, end] - sums[place, place];
        // The sums within have each pair twice, as many pairs as n(n-1).
        return before * after / (before + after)
            * ((2 * between / before / after) - Mean(withinBefore, before) - Mean(withinAfter, after));
    }

    private static double Mean(double sum, double count) => count > 1 ? sum / count / (count - 1) : 0;

    /// <summary>The sums of the distances between the first so many values and the first so many.</summary>
    private static double[,] DistanceSums(ReadOnlySpan<double> values)
    {
        var sums = new double[values.Length + 1, values.Length + 1];
        for (var one = 0; one < values.Length; one++)
        {
            for (var other = 0; other < values.Length; other++)
            {
                sums[one + 1, other + 1] = Math.Abs(values[one] - values[other])
                    + sums[one, other + 1] + sums[one + 1, other] - sums[one, other];
            }
        }

        return sums;
    }
}
