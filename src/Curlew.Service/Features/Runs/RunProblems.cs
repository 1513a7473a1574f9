using Curlew.Domain.Runs;
using Curlew.Service.Problems;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Problems that several use cases of runs have in common.</summary>
internal static class RunProblems
{
    /// <summary>There is no run of this id.</summary>
    public static IResult NotFound(string id) =>
        Problem.Of(ProblemType.RunNotFound, $"No run has the id \"{id}\"; GET /api/v1/runs lists those that there are.");

    /// <summary>The run has no results of this kind: not <paramref name="yet"/>, or <paramref name="never"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="what">What it does not have, as in <c>summary</c>.</param>
    /// <param name="yet">Answered before its end.</param>
    /// <param name="never">Answered after it.</param>
    public static IResult NoResults(RunRecord run, string what, ProblemType yet, ProblemType never)
    {
        var (status, address) = (run.Status.ToWord(), RunAddress.Of(new RunId(run.Id)));
        if (!run.Status.IsTerminal())
            return Problem.Of(yet, $"The run {run.Id} is {status}; ask again when {address} says that it has ended.");
        var reason = run.Failure ?? run.StopReason ?? "No load was sent.";
        return Problem.Of(never, $"The run {run.Id} is {status} and has no {what}. {reason} Its outcomes, if any, are at {address}/outcomes.");
    }
}
