using Curlew.Service.Problems;

namespace Curlew.Service.Features.Runs;

/// <summary>Problems that several use cases of runs have in common.</summary>
internal static class RunProblems
{
    /// <summary>There is no run of this id.</summary>
    public static IResult NotFound(string id) =>
        Problem.Of(ProblemType.RunNotFound, $"No run has the id \"{id}\"; GET /api/v1/runs lists those that there are.");
}
