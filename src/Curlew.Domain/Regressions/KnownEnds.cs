namespace Curlew.Domain.Regressions;

/// <summary>
/// Which ends of an interval are known. One that is not is that of all that was measured, and there may be more beyond: too few requests lie
/// beyond a percentile, or one span is all there is.
/// </summary>
/// <param name="Low">Whether the lower end is.</param>
/// <param name="High">Whether the upper end is.</param>
public readonly record struct KnownEnds(bool Low, bool High)
{
    /// <summary>Both are.</summary>
    public static KnownEnds Both { get; } = new(true, true);

    /// <summary>Neither is.</summary>
    public static KnownEnds Neither { get; } = new(false, false);

    /// <summary>Those of the value with its sign changed.</summary>
    internal KnownEnds Negated => new(High, Low);

    /// <summary>Those that are known in both.</summary>
    internal KnownEnds And(KnownEnds other) => new(Low && other.Low, High && other.High);
}
