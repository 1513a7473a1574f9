using System.ComponentModel;

namespace Curlew.Domain.Comparisons.Results;

/// <summary>What to do, and why.</summary>
/// <param name="Outcome">What can be said.</param>
/// <param name="Arm">The arm to use; absent where none can be recommended.</param>
/// <param name="AsGood">Other arms that are as good, as far as the measurement can tell.</param>
/// <param name="Sentence">The same in words.</param>
/// <param name="Reasons">Why, with figures, the weightiest first.</param>
/// <param name="MayChange">What could change it.</param>
public sealed record Recommendation(
    RecommendationOutcome Outcome,
    string? Arm,
    IReadOnlyList<string> AsGood,
    string Sentence,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> MayChange);

/// <summary>What can be said of the arms.</summary>
[Description("What can be said of the arms.")]
public enum RecommendationOutcome
{
    /// <summary>One arm, or some that are as good as each other, do better than others.</summary>
    Arm,

    /// <summary>No difference that matters.</summary>
    NoDifference,

    /// <summary>Nothing is shown to differ, but differences that would matter are not ruled out.</summary>
    Inconclusive,

    /// <summary>There is nothing to recommend: no arm has figures, or all of them fail.</summary>
    None,
}
