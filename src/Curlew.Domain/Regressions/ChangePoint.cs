namespace Curlew.Domain.Regressions;

/// <summary>Where a history changed its level.</summary>
/// <param name="Index">The place of the first value after the change.</param>
/// <param name="Before">The median of the values between the change before this one and this one.</param>
/// <param name="After">The median of the values from this change to the next.</param>
/// <param name="PValue">How often chance alone would look as much like a change.</param>
public sealed record ChangePoint(int Index, double Before, double After, double PValue);
