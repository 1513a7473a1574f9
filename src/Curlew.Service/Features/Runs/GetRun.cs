using Curlew.Domain.Runs;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Answers with one run.</summary>
internal sealed class GetRun : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Run, HandleAsync)
        .WithName("getRun")
        .WithTags(RunAddress.Tag)
        .WithSummary("Look at a run")
        .WithDescription("Where the run stands, what was asked for in full form, and what to know of its libcurl.")
        .TakesRunId()
        .Answers<RunResource>(StatusCodes.Status200OK, "The run.")
        .Fails(ProblemType.RunNotFound);

    private static async Task<IResult> HandleAsync(
        string id, RunStore runs, EngineCatalog engines, TimeProvider time, CancellationToken cancelled) =>
        RunId.TryParse(id, out var runId) && await runs.FindAsync(runId, cancelled) is { } run
            ? Results.Ok(RunResource.Of(run, engines, time))
            : RunProblems.NotFound(id);
}
