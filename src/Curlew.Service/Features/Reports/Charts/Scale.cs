namespace Curlew.Service.Features.Reports.Charts;

/// <summary>Where a value lies on an axis: a straight line from values to pixels.</summary>
/// <param name="Least">The value at <paramref name="From"/>.</param>
/// <param name="Greatest">The value at <paramref name="To"/>.</param>
/// <param name="From">The pixel where the axis begins.</param>
/// <param name="To">The pixel where it ends.</param>
internal sealed record Scale(double Least, double Greatest, double From, double To)
{
    /// <summary>The pixel of a value.</summary>
    public double At(double value) =>
        Greatest <= Least ? From : From + ((Math.Clamp(value, Least, Greatest) - Least) / (Greatest - Least) * (To - From));
}
