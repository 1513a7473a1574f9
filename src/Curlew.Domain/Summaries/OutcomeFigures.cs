namespace Curlew.Domain.Summaries;

/// <summary>How many outcomes are stored to be queried; the other figures include all of them in any case.</summary>
/// <param name="Keep">What the definition asked for: <c>all</c>, <c>failures</c> or <c>none</c>.</param>
/// <param name="Stored">Outcomes that can be queried, those of the warm-up among them.</param>
/// <param name="LeftOut">Outcomes that were measured and not stored.</param>
/// <param name="Reduction">
/// Why only failures were stored from some moment on (<c>outcomes.limit</c> was reached, or the disk was filling up); absent where
/// that did not happen.
/// </param>
public sealed record OutcomeFigures(string Keep, long Stored, long LeftOut, string? Reduction);
