using Curlew.Domain.Definitions;
using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Service.Regressions;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Regressions;

/// <summary>Answers with what came of holding a run against its baseline.</summary>
internal sealed class GetRunRegression : ISlice
{
    private const string Description = """
        What came of holding a completed run against its baseline: the run that was named as `baselineRunId`, or what `regression` of
        its definition says. Each metric has both values, the change with its interval at the confidence of the whole, the change that
        counts, and a verdict: `regressed` or `improved` need both a change that counts and evidence that chance does not explain it.

        `notComparable`: nothing was compared, and `notComparable[]` says why, run by run: invalid self-checks, another libcurl, another
        host, another load or other requests. Of a rolling baseline such runs are passed over. Without `result` there is no baseline yet.

        A regressed run is in no rolling baseline. To accept what it measured, make it the definition's baseline.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Regression, HandleAsync)
        .WithName("getRunRegression")
        .WithTags(RunAddress.Tag)
        .WithSummary("Read what a run changed against its baseline")
        .WithDescription(Description)
        .TakesRunId()
        .Answers<RunRegression>(StatusCodes.Status200OK, "What came of it.")
        .Fails(ProblemType.RunNotFound, ProblemType.NoRegressionYet, ProblemType.NoRegression);

    private static async Task<IResult> HandleAsync(string id, RunStore runs, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return RunProblems.NotFound(id);
        if (run.RegressionJson is { } regression)
            return Results.Text(regression, "application/json");
        return run.Status.IsTerminal()
            ? Problem.Of(ProblemType.NoRegression, $"The run {run.Id} was held against nothing: {WhyNot(run)}")
            : Problem.Of(
                ProblemType.NoRegressionYet,
                $"The run {run.Id} is {run.Status.ToWord()}; ask again when {RunAddress.Of(runId)} says that it has ended.");
    }

    private static string WhyNot(RunRecord run) => run switch
    {
        { Status: not RunStatus.Completed } => $"it is {run.Status.ToWord()}, and only completed runs are.",
        { DefinitionId: null, BaselineRunId: null } => "it is of no saved definition, and no run was named as baselineRunId.",
        { ComparisonId: not null, BaselineRunId: null } => "it is part of a comparison, whose runs are held against each other.",
        _ when RunSnapshot.Of(run).Regression?.Baseline == BaselineChoices.ToWord(BaselineChoice.None) =>
            "its definition says so (regression.baseline is \"none\").",
        _ => "it is from before runs were.",
    };
}
