namespace Curlew.Domain.Regressions;

/// <summary>
/// What runs of the same kind differ by beyond what each varies within itself: another hour, another place in memory, another
/// neighbour on the machine. A run alone cannot tell it, so there is a least spread that is always assumed; runs of one group tell it
/// themselves, badly where they are few. Both are weighed as G. K. Smyth does (Linear Models and Empirical Bayes Methods, Statistical
/// Applications in Genetics and Molecular Biology 3, 2004): the assumption counts as so many runs more.
/// </summary>
internal static class RunSpread
{
    private const double LeastSharePercent = 1;
    private const double LeastCpuSharePercent = 5;
    private const double LeastErrorRatePoints = 0.05;

    /// <summary>How many degrees of freedom the assumption counts as.</summary>
    private const double AssumedDegrees = 4;

    /// <summary>From so many degrees of freedom on runs have a say; below, the assumption is all there is.</summary>
    private const int LeastDegrees = 2;

    /// <summary>The variance of a run around its kind, in the metric's unit squared.</summary>
    public static VarianceTerm Of(RunMetric metric, IReadOnlyCollection<FigureGroup> groups)
    {
        var assumed = Assumed(metric, groups.Max(group => Math.Abs(group.Mean)));
        var degrees = groups.Sum(group => group.Count - 1);
        if (degrees < LeastDegrees)
            return new VarianceTerm(assumed * assumed, double.PositiveInfinity);

        var within = groups.Sum(group => (group.Count - 1) * group.VarianceWithin) / degrees;
        var seen = Math.Max(0, (groups.Sum(group => group.Squares) / degrees) - within);
        return new VarianceTerm(
            ((AssumedDegrees * assumed * assumed) + (degrees * seen)) / (AssumedDegrees + degrees), AssumedDegrees + degrees);
    }

    private static double Assumed(RunMetric metric, double value) => metric switch
    {
        RunMetric.ErrorRate => LeastErrorRatePoints,
        RunMetric.GeneratorCpu => value * LeastCpuSharePercent / 100,
        _ => value * LeastSharePercent / 100,
    };
}
