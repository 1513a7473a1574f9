using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>Figures of several runs of the same kind, such as the rounds of an arm, with what they may be off by.</summary>
public static class RunEstimates
{
    /// <summary>The mean of the runs' values with its interval; what runs differ by among themselves is part of it.</summary>
    /// <param name="runs">The runs, at least one.</param>
    /// <param name="step">A step's name; null for all steps together.</param>
    /// <param name="metric">What is measured.</param>
    /// <param name="confidencePercent">How sure the interval is to be, such as 95.</param>
    public static Estimate Of(IReadOnlyList<RunSample> runs, string? step, RunMetric metric, double confidencePercent) =>
        throw new NotSupportedException();

    /// <summary>The mean of <paramref name="b"/> minus the mean of <paramref name="a"/>, with its interval.</summary>
    public static Estimate Difference(
        IReadOnlyList<RunSample> a, IReadOnlyList<RunSample> b, string? step, RunMetric metric, double confidencePercent) =>
        throw new NotSupportedException();
}
