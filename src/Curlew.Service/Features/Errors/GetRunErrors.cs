using Curlew.Domain.Runs;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Errors;

/// <summary>Answers with how the requests of a run failed.</summary>
internal sealed class GetRunErrors : ISlice
{
    private const string Description = """
        The run's failed requests, those of the warm-up among them, grouped by CURLcode, HTTP status and reason, the most frequent
        first: how many and which share, when the first and the last of them ended, by step, the first of them as an example, and
        what such a failure commonly means and where to look. During the run too. `outcomes` leads to every single one.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Errors, HandleAsync)
        .WithName("getRunErrors")
        .WithTags(RunAddress.Tag)
        .WithSummary("Read how requests failed")
        .WithDescription(Description)
        .TakesRunId()
        .Answers<RunErrorList>(StatusCodes.Status200OK, "The failures, grouped; without items where no request failed (yet).")
        .Fails(ProblemType.InvalidQuery, ProblemType.RunNotFound);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, RunStore runs, RunErrors errors, EngineCatalog engines, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return RunProblems.NotFound(id);
        if (new QueryReading(request.Query, []).Problem() is { } problem)
            return problem;

        return Results.Ok(RunErrorList.Of(run, errors.Of(run), RunSnapshot.StepNamesOf(run), engines));
    }
}
