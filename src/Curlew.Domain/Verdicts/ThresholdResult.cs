using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Verdicts;

/// <summary>A threshold and what came of it.</summary>
/// <param name="Threshold">The threshold, as the definition has it.</param>
/// <param name="Result"><c>passed</c>, <c>failed</c>, or <c>notApplicable</c> where there was nothing to measure.</param>
/// <param name="Actual">The figure, in the unit of the threshold's limit; null where there was nothing to measure.</param>
/// <param name="BrokenAfterSeconds">When it was first seen broken, from the start of the load; null where it never was.</param>
/// <param name="StoppedRun">Whether it stopped the run.</param>
public sealed record ThresholdResult(
    ThresholdDocument Threshold, Verdict Result, double? Actual, double? BrokenAfterSeconds, bool StoppedRun);
