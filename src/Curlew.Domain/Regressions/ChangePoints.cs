namespace Curlew.Domain.Regressions;

/// <summary>
/// Finds where a history of values changed its level, whatever their distribution: E-divisive, by D. S. Matteson and N. A. James, A
/// Nonparametric Approach for Multiple Change Point Analysis of Multivariate Data, JASA 109 (2014). MongoDB finds regressions with it
/// (Daly, Brown, Ingo, O'Leary, Bradford, ICPE 2020), Datastax with a variant (Fleming, Kolaczkowski, Kumar, Das, McCarthy, Pattabhiraman,
/// Ingo, ICPE 2023).
/// </summary>
public static class ChangePoints
{
    /// <summary>
    /// The significance unless told otherwise. The papers' 0.05 names a night in one of twenty histories in which nothing happened; a
    /// change of a few standard deviations is found with 0.01 as well.
    /// </summary>
    public const double DefaultSignificance = 0.01;

    /// <summary>The least number of values between changes unless told otherwise: one bad night, or two, are no new level.</summary>
    public const int DefaultMinSegment = 3;

    private const int Permutations = 999;

    /// <summary>The same values in another order add up to the same but for rounding.</summary>
    private const double AsGoodAsEqual = 1 - 1e-9;

    /// <summary>The changes, in order.</summary>
    /// <param name="values">One value for each run, in order of time. What is asked of the machine grows with the square of their number.</param>
    /// <param name="significance">The p-value that a change may have at most; below 0.001 none is ever found.</param>
    /// <param name="minSegment">The least number of values before, between and after changes.</param>
    /// <param name="seed">Of the permutations.</param>
    public static IReadOnlyList<ChangePoint> Find(
        IReadOnlyList<double> values, double significance = DefaultSignificance, int minSegment = DefaultMinSegment, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(minSegment, 1);

        var random = new Random(seed);
        var segments = new List<double[]> { values.ToArray() };
        var found = new SortedDictionary<int, double>();
        while (Best(segments, minSegment) is var (segment, division))
        {
            var pValue = PValue(segments, division.Strength, minSegment, significance, random);
            if (pValue > significance)
                break;
            var whole = segments[segment];
            segments[segment] = whole[..division.Place];
            segments.Insert(segment + 1, whole[division.Place..]);
            found.Add(segments.Take(segment + 1).Sum(part => part.Length), pValue);
        }

        return [.. found.Select((change, place) => new ChangePoint(change.Key, Median(segments[place]), Median(segments[place + 1]), change.Value))];
    }

    private static (int Segment, Division Division)? Best(List<double[]> segments, int minSegment)
    {
        (int Segment, Division Division)? best = null;
        for (var segment = 0; segment < segments.Count; segment++)
        {
            if (Division.Best(segments[segment], minSegment) is { } division && !(division.Strength <= best?.Division.Strength))
                best = (segment, division);
        }

        return best;
    }

    /// <summary>
    /// How often the best division is as strong when the values of each segment come in any order. Given up as soon as it is above
    /// <paramref name="significance"/>, however far.
    /// </summary>
    private static double PValue(List<double[]> segments, double strength, int minSegment, double significance, Random random)
    {
        var shuffled = segments.ConvertAll(segment => segment.ToArray());
        var asStrong = 1;
        for (var permutation = 0; permutation < Permutations && asStrong <= significance * (Permutations + 1); permutation++)
        {
            foreach (var segment in shuffled)
                random.Shuffle(segment);
            if (Best(shuffled, minSegment) is { } best && best.Division.Strength >= strength * AsGoodAsEqual)
                asStrong++;
        }

        return asStrong / (Permutations + 1.0);
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
