using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>
/// What all runs of a kind do at the same time of the run: a load that ramps, a cache that fills, a job that the server starts each
/// minute. It is the same in each of them, so their difference does not vary by it (as with common random numbers: A. M. Law,
/// Simulation Modeling and Analysis, 11.2), though within each run spans look as unlike as can be.
/// </summary>
internal static class SharedPattern
{
    /// <summary>Runs whose lengths differ by more than this share have no times of the run in common.</summary>
    private const double MostDifference = 0.05;

    /// <summary>
    /// The runs, each varying by no more than what is left without the mean of all of them, span by span. What is taken off too much,
    /// since a run is part of that mean itself, is added again, and less is known of it.
    /// </summary>
    public static IReadOnlyList<RunFigure> TakeOff(IReadOnlyList<RunFigure> runs)
    {
        if (runs.Count < 2 || !AreEquallyLong(runs))
            return runs;

        var ownPart = 1 - (1.0 / runs.Count);
        return [.. runs.Select(run => run.Varying(Scaled(LongRunVariance.Of(WithoutMean(run, runs)), ownPart)))];
    }

    private static bool AreEquallyLong(IReadOnlyList<RunFigure> runs) =>
        runs.Min(run => run.Deviations.Count) >= (1 - MostDifference) * runs.Max(run => run.Deviations.Count);

    private static double[] WithoutMean(RunFigure run, IReadOnlyList<RunFigure> runs) =>
        [.. run.Deviations.Select((deviation, span) => deviation - runs.Average(other => other.Deviations[SameTime(span, run, other)]))];

    private static int SameTime(int span, RunFigure run, RunFigure other) => span * other.Deviations.Count / run.Deviations.Count;

    private static LongRunVariance Scaled(LongRunVariance variance, double ownPart) =>
        new(variance.OfSum / ownPart, variance.DegreesOfFreedom * ownPart);
}
