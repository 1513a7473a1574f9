using System.Globalization;

namespace Curlew.Soak.Runs;

/// <summary>
/// Whether a figure stays where it is: its median over the last quarter of all samples, against that over the first quarter after the
/// warm-up, in which code is compiled and pools fill.
/// </summary>
/// <param name="Name">The figure.</param>
/// <param name="First">Its median in the first quarter.</param>
/// <param name="Last">Its median in the last quarter.</param>
/// <param name="Allowed">What the last may come to.</param>
internal sealed record Flatness(string Name, double First, double Last, double Allowed)
{
    /// <summary>Whether it is.</summary>
    public bool IsFlat => Last <= Allowed;

    /// <summary>Judges all figures that are to be flat.</summary>
    public static IReadOnlyList<Flatness> Of(IReadOnlyList<ProcessSample> samples) =>
    [
        Of("resident MiB", samples, sample => sample.Resident, share: 0.1, slack: 10),
        Of("heap MiB", samples, sample => sample.Heap, share: 0.2, slack: 4),
        Of("descriptors", samples, sample => sample.Descriptors, share: 0, slack: 5),
        Of("threads", samples, sample => sample.Threads, share: 0, slack: 5),
    ];

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-14} {First,9:0.0} -> {Last,9:0.0}  (at most {Allowed:0.0})  {(IsFlat ? "flat" : "NOT FLAT")}");

    private static Flatness Of(
        string name, IReadOnlyList<ProcessSample> samples, Func<ProcessSample, double> figure, double share, double slack)
    {
        var quarter = Math.Max(1, samples.Count / 4);
        var first = Median(samples.Take(quarter).Select(figure));
        var last = Median(samples.TakeLast(quarter).Select(figure));
        return new Flatness(name, first, last, (first * (1 + share)) + slack);
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
