using Curlew.Domain.Regressions;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Definitions;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Service.Regressions;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Regressions;

/// <summary>Answers with the history of a metric over the runs of a definition, and where it changed.</summary>
internal sealed class GetDefinitionTrend : ISlice
{
    private const int GreatestLimit = 200;
    private const int DefaultLimit = 60;

    private const string Description = """
        A metric of the definition's last completed runs, oldest first, and where its level changed: `changes` name the first run of the
        new level, its night, and the level before and after it (E-divisive). That finds small lasting changes that no two runs by
        themselves could prove; at least three runs are needed before and after a change.

        Where the engine or the host changed, `breaks` say so, and changes are looked for on either side only. Runs that are not
        comparable with the newest one (another load, other requests, invalid figures) are `leftOut`, with the reasons; runs of
        comparisons are none of it.
        """;

    private static readonly QueryParameter<RunMetric?> Metric = QueryParameters.Word<RunMetric?>(
        "metric", "The metric; default `p95`. Percentiles are of response time.", ApiWords<RunMetric>.All, ApiWords<RunMetric>.TryRead);

    private static readonly QueryParameter<string?> StepName = StepParameter.Of("Only requests of the step of this name, in place of all.");

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);

    private static readonly QueryParameter[] Parameters = [Metric, StepName, Limit];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(DefinitionAddress.Trend, HandleAsync)
        .WithName("getDefinitionTrend")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Read how a metric went from run to run")
        .WithDescription(Description)
        .TakesDefinitionId()
        .Takes(Parameters)
        .Answers<DefinitionTrend>(StatusCodes.Status200OK, "The history; without points where no run has completed yet.")
        .Fails(ProblemType.InvalidQuery, ProblemType.DefinitionNotFound);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, DefinitionStore definitions, DefinitionTrends trends, CancellationToken cancelled)
    {
        if (!DefinitionAddress.TryReadId(id, out var definitionId)
            || await definitions.FindRecordAsync(definitionId, cancelled) is null)
        {
            return DefinitionAddress.NotFound(id);
        }

        var query = new QueryReading(request.Query, Parameters);
        var (metric, limit) = (query.Read(Metric) ?? RunMetric.P95, query.Read(Limit));
        var history = await trends.ReadAsync(definitionId, limit, cancelled);
        var step = history.StepNames.Count > 0 ? query.ReadStep(StepName, [.. history.StepNames]) : null;
        if (step is not null && metric == RunMetric.GeneratorCpu)
            query.Refuse(StepName, "Cannot be given with generatorCpu, which is of the whole run.");
        return query.Problem() ?? Results.Ok(DefinitionTrend.Of(history, metric, step));
    }
}
