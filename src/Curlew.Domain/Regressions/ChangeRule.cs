using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>
/// What a change comes to, where more is worse. Worse: by chance it would not be, it may be as much as counts, and as measured it is at
/// least half of that (or else a change that is real but tiny would be an alarm wherever little is known of its size). How much worse at
/// most need not be known for that; that nothing changed needs both ends.
/// </summary>
public static class ChangeRule
{
    /// <summary>The verdict.</summary>
    /// <param name="change">The change with its interval.</param>
    /// <param name="known">Which of the interval's ends are known.</param>
    /// <param name="minChange">How much counts.</param>
    public static ChangeVerdict Of(Estimate change, KnownEnds known, double minChange) => change switch
    {
        { Low: > 0 } when known.Low && change.High >= minChange && change.Value >= minChange / 2 => ChangeVerdict.Regressed,
        { High: < 0 } when known.High && change.Low <= -minChange && change.Value <= -minChange / 2 => ChangeVerdict.Improved,
        _ => known == KnownEnds.Both && change.Low > -minChange && change.High < minChange ? ChangeVerdict.Unchanged : ChangeVerdict.Inconclusive,
    };

    /// <summary>The same where less is worse.</summary>
    public static ChangeVerdict OfGain(Estimate change, KnownEnds known, double minChange) =>
        Of(new Estimate(-change.Value, -change.High, -change.Low), known.Negated, minChange);
}
