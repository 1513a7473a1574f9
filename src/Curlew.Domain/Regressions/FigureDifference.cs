using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>
/// Where a mean, or the difference of two, lies. The ends of each run's own interval are put together as G. Y. Zou and A. Donner do
/// (Construction of Confidence Limits about Effect Measures, Statistics in Medicine 27, 2008), for they need not be as far below a
/// value as above it.
/// </summary>
internal sealed record FigureDifference(Estimate Estimate, KnownEnds Known)
{
    /// <param name="metric">What is measured.</param>
    /// <param name="group">The runs.</param>
    /// <param name="upperTail">How probable it may be that the mean lies above the interval, and below it.</param>
    public static FigureDifference OfMean(RunMetric metric, FigureGroup group, double upperTail)
    {
        var mean = Of(metric, group, minus: null, upperTail);
        // No time, rate or share is below nothing, however wide the interval.
        return mean with { Estimate = mean.Estimate with { Low = Math.Max(0, mean.Estimate.Low) } };
    }

    /// <summary>The mean of <paramref name="current"/> less that of <paramref name="minus"/>.</summary>
    public static FigureDifference Of(RunMetric metric, FigureGroup current, FigureGroup? minus, double upperTail)
    {
        FigureGroup[] groups = minus is null ? [current] : [current, minus];
        var spread = RunSpread.Of(metric, groups);
        VarianceTerm[] terms =
        [
            .. groups.SelectMany(group => group.Terms),
            spread with { Variance = spread.Variance * groups.Sum(group => 1.0 / group.Count) },
        ];
        var errors = StudentT.UpperQuantile(upperTail, VarianceTerm.DegreesOfSum(terms));
        var difference = current.Mean - (minus?.Mean ?? 0);
        var (below, above, known) = current.SquaresWithin(errors);
        if (minus?.SquaresWithin(errors) is { } other)
            (below, above, known) = (below + other.Above, above + other.Below, known.And(other.Known.Negated));
        var between = double.IsInfinity(errors) ? 0 : errors * errors * terms[^1].Variance;
        return new FigureDifference(
            new Estimate(difference, difference - Math.Sqrt(below + between), difference + Math.Sqrt(above + between)),
            known);
    }
}
