namespace Curlew.Domain.Regressions;

/// <summary>Finds where a history of values changed its level.</summary>
public static class ChangePoints
{
    /// <summary>The significance unless told otherwise.</summary>
    public const double DefaultSignificance = 0.01;

    /// <summary>The least number of values between changes unless told otherwise.</summary>
    public const int DefaultMinSegment = 3;

    /// <summary>The changes, in order.</summary>
    /// <param name="values">One value for each run, in order of time.</param>
    /// <param name="significance">The p-value that a change may have at most.</param>
    /// <param name="minSegment">The least number of values before, between and after changes.</param>
    /// <param name="seed">Of the permutations.</param>
    public static IReadOnlyList<ChangePoint> Find(
        IReadOnlyList<double> values, double significance = DefaultSignificance, int minSegment = DefaultMinSegment, int seed = 1) =>
        throw new NotSupportedException();
}
