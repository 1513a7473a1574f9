using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>
/// Figures of several runs of the same kind, such as the rounds of an arm, with what they may be off by: what each run varies by within
/// itself, and what runs differ by among themselves. Each interval stands alone: no allowance is made for how many are asked for.
/// </summary>
public static class RunEstimates
{
    private const double Percent = 100;

    /// <summary>The mean of the runs' values with its interval.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="step">A step's name; null for all steps together.</param>
    /// <param name="metric">What is measured; the generator's CPU whatever the step.</param>
    /// <param name="confidencePercent">How sure the interval is to be, such as 95.</param>
    /// <exception cref="ArgumentException">A run has no request of this step that tells of the metric, or there is no run.</exception>
    public static Estimate Of(IReadOnlyList<RunSample> runs, string? step, RunMetric metric, double confidencePercent) =>
        FigureDifference.OfMean(metric, new FigureGroup(SharedPattern.TakeOff(FiguresOf(runs, step, metric))), UpperTail(confidencePercent)).Estimate;

    /// <summary>The mean of <paramref name="b"/> minus the mean of <paramref name="a"/>, with its interval and which of its ends are known.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static (Estimate Change, KnownEnds Known) Difference(
        IReadOnlyList<RunSample> a, IReadOnlyList<RunSample> b, string? step, RunMetric metric, double confidencePercent)
    {
        var (current, minus) = FigureGroup.Both(FiguresOf(b, step, metric), FiguresOf(a, step, metric));
        var difference = FigureDifference.Of(metric, current, minus, UpperTail(confidencePercent));
        return (difference.Estimate, difference.Known);
    }

    private static RunFigure[] FiguresOf(IReadOnlyList<RunSample> runs, string? step, RunMetric metric)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
            throw new ArgumentException("There is no run.", nameof(runs));
        return [.. runs.Select(run => FigureOf(run, step, metric))];
    }

    private static RunFigure FigureOf(RunSample run, string? step, RunMetric metric) =>
        (run.Find(step) is { } series ? RunFigure.Of(run, series, metric) : null)
        ?? throw new ArgumentException($"A run has no request of step '{step ?? RunSample.Total}' that tells of {metric}.", nameof(run));

    private static double UpperTail(double confidencePercent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(confidencePercent);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidencePercent, Percent);
        return (1 - (confidencePercent / Percent)) / 2;
    }
}
