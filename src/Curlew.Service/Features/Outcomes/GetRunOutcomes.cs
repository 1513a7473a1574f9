using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Outcomes;

/// <summary>Answers with what happened to the requests of a run.</summary>
internal sealed class GetRunOutcomes : ISlice
{
    private const string Description = """
        What happened to each request, in the order in which requests ended or by service time; during the run too, about half a
        second behind. Filters add up. JSON comes in pages: follow `nextCursor`, with the same filters and sort, for more; where it
        is absent, there are no more (for now). NDJSON and CSV (`format`, or the `Accept` header) are a file of all that match,
        streamed as it is read; an answer that breaks off is not whole. Ask for gzip with `Accept-Encoding`.
        `kept` says whether all outcomes of the run are stored, or only its failures.
        In CSV a step's name that a spreadsheet would take for a formula begins with an apostrophe.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Outcomes, HandleAsync)
        .WithName("getRunOutcomes")
        .WithTags(RunAddress.Tag)
        .WithSummary("Query a run's outcomes")
        .WithDescription(Description)
        .TakesRunId()
        .Takes(OutcomeQuery.Parameters)
        .Answers<OutcomeList>(StatusCodes.Status200OK, "Outcomes, in the order that was asked for.")
        .AnswersAlsoAs(StatusCodes.Status200OK, OutcomeForms.Ndjson, OutcomeForms.Csv)
        .Fails(
            ProblemType.InvalidQuery, ProblemType.RunNotFound, ProblemType.OutcomesGone, ProblemType.OutcomesNotKept,
            ProblemType.OutcomesDamaged);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, RunStore runs, OutcomeStore outcomes, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return RunProblems.NotFound(id);

        var stepNames = RunSnapshot.StepNamesOf(run);
        var query = OutcomeQuery.Read(request, runId, stepNames, out var problem);
        if (problem is not null)
            return problem;

        var kept = OutcomesKeptResource.Of(run);
        if (kept.Keep == "none")
        {
            return Problem.Of(
                ProblemType.OutcomesNotKept,
                "The definition says outcomes.keep \"none\"; the run's summary, errors and timeline include all its requests.");
        }

        try
        {
            return query.Form == OutcomeForm.Json
                ? new OutcomePageResult(
                    query, outcomes.Read(runId, query.Filter, query.Order, query.After, (int)query.Limit!, cancelled), kept, stepNames)
                : new OutcomeStreamResult(query, outcomes.Scan(runId, query.Filter, query.Order, query.After), kept, stepNames);
        }
        catch (OutcomesUnavailableException exception)
            when (exception.Fault is OutcomesFault.Missing or OutcomesFault.Damaged && HasNoneYet(run))
        {
            // The file is not made yet, or just being made.
            return query.Form == OutcomeForm.Json
                ? new OutcomePageResult(query, new OutcomePage([], Next: null), kept, stepNames)
                : new OutcomeStreamResult(query, scan: null, kept, stepNames);
        }
        catch (OutcomesUnavailableException exception) when (exception.Fault == OutcomesFault.Missing)
        {
            return Problem.Of(
                ProblemType.OutcomesGone,
                $"The run has sent {run.Requests} requests, but their file is not there any more; its summary, errors and timeline are.");
        }
    }

    private static bool HasNoneYet(RunRecord run) => run.Requests == 0;
}
