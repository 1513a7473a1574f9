namespace Curlew.Domain.Outcomes;

/// <summary>What a sink did with the outcomes that it was given.</summary>
/// <param name="Stored">Outcomes that it keeps.</param>
/// <param name="LeftOut">Outcomes that it does not keep, because it was not asked to or must not any more.</param>
/// <param name="Reduction">Why it went over to failures only during the run, as a sentence; null where it did not.</param>
public sealed record OutcomesKept(long Stored, long LeftOut, string? Reduction);
