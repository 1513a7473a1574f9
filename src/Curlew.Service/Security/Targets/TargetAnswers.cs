using Curlew.Domain.Definitions;
using Curlew.Domain.Targets;
using Curlew.Service.Problems;

namespace Curlew.Service.Security.Targets;

/// <summary>What is said of a definition that leads where nothing may be sent, in the same words wherever it is said.</summary>
internal static class TargetAnswers
{
    private const int NamedInFailure = 3;

    /// <summary>The problem of a definition; null where it may be run.</summary>
    public static IResult? ProblemOf(TargetPolicy policy, RunDefinition definition) => policy.Check(definition) is { Count: > 0 } refusals
        ? Problem.Of(
            ProblemType.TargetNotAllowed,
            "Nothing was queued: the definition leads where nothing may be sent. `errors` says why and which rule is missing, by the "
            + "fields of the definition's full form; GET /api/v1/targets lists what is allowed.",
            refusals.Select(refusal => (refusal.Field, SentenceOf(refusal.Decision))))
        : null;

    /// <summary>Why a run that was accepted may not begin; null where it may.</summary>
    public static string? FailureOf(TargetPolicy policy, RunDefinition definition)
    {
        var refusals = policy.Check(definition);
        if (refusals.Count == 0)
            return null;
        var named = string.Join(
            " ", refusals.Take(NamedInFailure).Select(refusal => $"{refusal.Field}: {SentenceOf(refusal.Decision)}"));
        var more = refusals.Count > NamedInFailure ? $" And {refusals.Count - NamedInFailure} more." : "";
        return $"{ProblemType.TargetNotAllowed.Title} (any more), so nothing was sent. {named}{more}";
    }

    /// <summary>Why not, and how it could be.</summary>
    public static string SentenceOf(TargetDecision decision) => decision.MissingRule is null
        ? decision.Reason!
        : $"{decision.Reason} An administrator can add it with POST /api/v1/targets, or to the setting Targets:Allow.";
}
