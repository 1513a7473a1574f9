using Curlew.Domain.Runs;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Problems;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Stops a run.</summary>
internal sealed class StopRun : ISlice
{
    private const string Reason = "Stopped by a request to the API.";

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(RunAddress.Stop, HandleAsync)
        .WithName("stopRun")
        .WithTags(RunAddress.Tag)
        .WithSummary("Stop a run")
        .WithDescription(
            "A queued run is stopped at once. One that sends load starts nothing new, gives requests in flight two seconds, and "
            + "keeps what it has measured. On a run that has ended this does nothing.")
        .TakesRunId()
        .Answers<RunResource>(StatusCodes.Status202Accepted, "The run, as it is after the request.")
        .Fails(ProblemType.RunNotFound);

    private static async Task<IResult> HandleAsync(
        string id, RunStore runs, RunningRuns running, EngineCatalog engines, TimeProvider time, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.RequestStopAsync(runId, Reason, cancelled) is null)
            return RunProblems.NotFound(id);
        running.Stop(runId);
        return await runs.FindAsync(runId, cancelled) is { } run
            ? Results.Accepted(RunAddress.Of(runId), RunResource.Of(run, engines, time))
            : RunProblems.NotFound(id);
    }
}
