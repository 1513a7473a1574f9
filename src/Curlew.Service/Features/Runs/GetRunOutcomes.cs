using System.Globalization;
using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Json;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.LibCurl;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Answers with what happened to the requests of a run.</summary>
internal sealed class GetRunOutcomes : ISlice
{
    private const int GreatestLimit = 10_000;
    private const int DefaultLimit = 100;
    private const double DayInMs = 86_400_000;

    private static readonly QueryParameter<StatusFilter?> Status = QueryParameters.Pattern<StatusFilter?>(
        "status", "Only outcomes with this HTTP status, or one of this class.",
        "a status from 100 to 599, a class from 1xx to 5xx, or 0 for \"no answer\"", "5xx", StatusFilter.TryRead);

    private static readonly QueryParameter<int?> CurlCode = QueryParameters.Pattern<int?>(
        "curlCode", "Only outcomes with this CURLcode (https://curl.se/libcurl/c/libcurl-errors.html).",
        "a CURLcode's number or symbol, as in 92 or CURLE_HTTP2_STREAM", "92", TryReadCurlCode);

    private static readonly QueryParameter<string?> Step = QueryParameters.Pattern<string?>(
        "step", "Only outcomes of the step of this name.", "the name of one of the definition's steps", "step1", TryReadName);

    private static readonly QueryParameter<double?> MinServiceTimeMs = QueryParameters.Amount(
        "minServiceTimeMs", "Only outcomes that took at least so many milliseconds from their real start.", DayInMs);

    private static readonly QueryParameter<bool?> Failed = QueryParameters.Flag(
        "failed", "`true`: only failures; `false`: only successes.");

    private static readonly QueryParameter<FailureKind?> Failure = QueryParameters.Word<FailureKind?>(
        "failure", "Only outcomes that count as failed for this reason; `none`: only successes.", ApiWords<FailureKind>.All, ApiWords<FailureKind>.TryRead);

    private static readonly QueryParameter<long?> Iteration = QueryParameters.Pattern<long?>(
        "iteration", "Only outcomes of this iteration.", "the number of an iteration, from 0", "0", TryReadIteration);

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);

    private static readonly QueryParameter<long?> After = QueryParameters.Cursor<long?>(Cursor.TryReadRow);

    private static readonly QueryParameter[] Parameters = [Status, CurlCode, Step, MinServiceTimeMs, Failed, Failure, Iteration, Limit, After];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Outcomes, HandleAsync)
        .WithName("getRunOutcomes")
        .WithTags(RunAddress.Tag)
        .WithSummary("Query a run's outcomes")
        .WithDescription(
            "What happened to each request, in the order in which requests ended; during the run too, about half a second "
            + "behind. Filters add up. Follow `nextCursor` for more; where it is absent, there are no more (for now).")
        .TakesRunId()
        .Takes(Parameters)
        .Answers<OutcomeList>(StatusCodes.Status200OK, "Outcomes, in the order in which requests ended.")
        .Fails(ProblemType.InvalidQuery, ProblemType.RunNotFound, ProblemType.OutcomesGone);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, RunStore runs, OutcomeStore outcomes, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return RunProblems.NotFound(id);

        var stepNames = StepNamesOf(run);
        var query = new QueryReading(request.Query, Parameters);
        var (status, stepName) = (query.Read(Status), query.Read(Step));
        var step = stepName is null ? -1 : stepNames.IndexOf(stepName);
        if (stepName is not null && step < 0)
            query.Refuse(Step, $"Must be one of {string.Join(", ", stepNames.Select(name => $"\"{name}\""))}.");
        var filter = new OutcomeFilter
        {
            Status = status?.Status,
            StatusClass = status?.Class,
            CurlCode = query.Read(CurlCode),
            Step = step < 0 ? null : step,
            MinServiceTimeMicros = query.Read(MinServiceTimeMs) is { } ms ? (long)Math.Ceiling(ms * 1000) : null,
            Failed = query.Read(Failed),
            Failure = query.Read(Failure),
            Iteration = query.Read(Iteration),
        };
        var (limit, after) = (query.Read(Limit), query.Read(After));
        if (query.Problem() is { } problem)
            return problem;

        if (!outcomes.Exists(runId))
        {
            return run.Requests == 0
                ? Results.Ok(new OutcomeList([], null))
                : Problem.Of(
                    ProblemType.OutcomesGone,
                    $"The run has sent {run.Requests} requests, but their file is not there any more.");
        }

        var page = outcomes.Read(runId, filter, after, limit);
        return Results.Ok(new OutcomeList(
            [.. page.Rows.Select(row => OutcomeResource.Of(row, stepNames))], page.Next is { } next ? Cursor.Of(next) : null));
    }

    private static List<string> StepNamesOf(RunRecord run) =>
    [
        .. JsonSerializer.Deserialize<RunDefinitionDocument>(run.DefinitionJson, CurlewJson.Options)!.Steps!
            .Select(step => step.Name!),
    ];

    private static bool TryReadCurlCode(string text, out int? value)
    {
        var read = CurlCodes.TryParse(text, out var code);
        value = (int?)code;
        return read;
    }

    private static bool TryReadIteration(string text, out long? value)
    {
        var read = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var iteration);
        value = iteration;
        return read;
    }

    private static bool TryReadName(string text, out string? value)
    {
        value = text;
        return true;
    }
}

/// <summary>A part of a run's outcomes.</summary>
/// <param name="Items">The outcomes, in the order in which requests ended.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> to go on; absent where there are no more for now.</param>
public sealed record OutcomeList(IReadOnlyList<OutcomeResource> Items, string? NextCursor);
