using Curlew.Domain.Definitions;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Lists runs.</summary>
internal sealed class ListRuns : ISlice
{
    private const int GreatestLimit = 200;
    private const int DefaultLimit = 50;
    private const int LongestName = 200;

    private static readonly QueryParameter<Guid?> Definition = QueryParameters.Id(
        "definitionId",
        "Only runs that were made of this saved definition, of whatever revision, also where it has been deleted since.",
        "the id of a definition, a UUID");

    private static readonly QueryParameter<Guid?> Schedule = QueryParameters.Id(
        "scheduleId", "Only runs of this schedule, due or triggered, also where it has been deleted since.", "the id of a schedule, a UUID");

    private static readonly QueryParameter<RunStatus?> Status =
        QueryParameters.Word<RunStatus?>("status", "Only runs in this status.", ApiWords<RunStatus>.All, ApiWords<RunStatus>.TryRead);

    private static readonly QueryParameter<HttpVersionChoice?> HttpVersion =
        QueryParameters.Word<HttpVersionChoice?>(
            "httpVersion", "Only runs that asked for this HTTP version.", HttpVersionChoices.Words, TryReadVersion);

    private static readonly QueryParameter<Verdict?> Verdict =
        QueryParameters.Word<Verdict?>("verdict", "Only runs with this verdict.", ApiWords<Verdict>.All, ApiWords<Verdict>.TryRead);

    private static readonly QueryParameter<RegressionResult?> Regression = QueryParameters.Word<RegressionResult?>(
        "regression", "Only runs of which holding them against their baseline came to this.", ApiWords<RegressionResult>.All,
        ApiWords<RegressionResult>.TryRead);

    private static readonly QueryParameter<DateTimeOffset?> From =
        QueryParameters.Moment("from", "Only runs accepted at this moment or later.");

    private static readonly QueryParameter<DateTimeOffset?> To =
        QueryParameters.Moment("to", "Only runs accepted before this moment.");

    private static readonly QueryParameter<string?> CreatedBy = QueryParameters.Pattern<string?>(
        "createdBy",
        "Only runs that this one asked for.",
        $"the whole name of an API key, of 1 to {LongestName} characters; or `local`, for runs from before there were keys",
        "nightly",
        TryReadName);

    private static readonly QueryParameter<bool?> Pinned =
        QueryParameters.Flag("pinned", "`true`: only runs that retention leaves alone; `false`: only others.");

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);

    private static readonly QueryParameter<RunId?> After = QueryParameters.Cursor<RunId?>(Cursor.TryReadRun);

    private static readonly QueryParameter[] Parameters =
        [Definition, Schedule, Status, Verdict, Regression, HttpVersion, From, To, CreatedBy, Pinned, Limit, After];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Runs, HandleAsync)
        .WithName("listRuns")
        .WithTags(RunAddress.Tag)
        .WithSummary("List runs, newest first")
        .WithDescription("Filters add up. Follow `nextCursor` for older runs; where it is absent, there are none.")
        .Takes(Parameters)
        .Answers<RunList>(StatusCodes.Status200OK, "Runs, newest first.")
        .Fails(ProblemType.InvalidQuery);

    private static async Task<IResult> HandleAsync(HttpRequest request, RunStore runs, CancellationToken cancelled)
    {
        var query = new QueryReading(request.Query, Parameters);
        var filter = new RunFilter
        {
            DefinitionId = query.Read(Definition),
            ScheduleId = query.Read(Schedule),
            Status = query.Read(Status),
            Verdict = query.Read(Verdict),
            Regression = query.Read(Regression),
            HttpVersion = query.Read(HttpVersion),
            From = query.Read(From),
            To = query.Read(To),
            CreatedBy = query.Read(CreatedBy),
            Pinned = query.Read(Pinned),
        };
        var (limit, after) = (query.Read(Limit), query.Read(After));
        if (query.Problem() is { } problem)
            return problem;

        var page = await runs.ListAsync(filter, limit, after, cancelled);
        return Results.Ok(new RunList([.. page.Items.Select(RunListItem.Of)], page.Next is { } next ? Cursor.Of(next) : null));
    }

    private static bool TryReadName(string text, out string? value)
    {
        value = text;
        return text.Length is > 0 and <= LongestName;
    }

    private static bool TryReadVersion(string text, out HttpVersionChoice? value)
    {
        var read = HttpVersionChoices.TryParse(text, out var choice);
        value = choice;
        return read;
    }
}

/// <summary>A part of the list of runs.</summary>
/// <param name="Items">The runs, newest first.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> for older runs; absent where there are none.</param>
public sealed record RunList(IReadOnlyList<RunListItem> Items, string? NextCursor);

/// <summary>A run in short; its own address has the rest.</summary>
public sealed record RunListItem
{
    /// <inheritdoc cref="RunResource.Id"/>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="RunResource.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="RunResource.DefinitionId"/>
    public Guid? DefinitionId { get; init; }

    /// <inheritdoc cref="RunResource.DefinitionRevision"/>
    public int? DefinitionRevision { get; init; }

    /// <inheritdoc cref="RunResource.ScheduleId"/>
    public Guid? ScheduleId { get; init; }

    /// <inheritdoc cref="RunResource.DueAt"/>
    public DateTime? DueAt { get; init; }

    /// <inheritdoc cref="RunResource.Pinned"/>
    public required bool Pinned { get; init; }

    /// <inheritdoc cref="RunResource.Status"/>
    public required RunStatus Status { get; init; }

    /// <inheritdoc cref="RunResource.StopReason"/>
    public string? StopReason { get; init; }

    /// <inheritdoc cref="RunResource.Failure"/>
    public string? Failure { get; init; }

    /// <inheritdoc cref="RunResource.Verdict"/>
    public Verdict? Verdict { get; init; }

    /// <inheritdoc cref="RunResource.Validity"/>
    public SelfCheckResult? Validity { get; init; }

    /// <inheritdoc cref="RunResource.Regression"/>
    public RegressionResult? Regression { get; init; }

    /// <summary>The HTTP version that was asked for.</summary>
    public required string HttpVersion { get; init; }

    /// <summary>The name of the libcurl build.</summary>
    public required string Engine { get; init; }

    /// <inheritdoc cref="RunResource.CreatedBy"/>
    public string? CreatedBy { get; init; }

    /// <inheritdoc cref="RunResource.CreatedAt"/>
    public required DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="RunResource.StartedAt"/>
    public DateTime? StartedAt { get; init; }

    /// <inheritdoc cref="RunResource.EndedAt"/>
    public DateTime? EndedAt { get; init; }

    /// <inheritdoc cref="RunResource.Requests"/>
    public required long Requests { get; init; }

    /// <inheritdoc cref="RunResource.FailedRequests"/>
    public required long FailedRequests { get; init; }

    /// <inheritdoc cref="RunResource.Links"/>
    public required RunLinks Links { get; init; }

    internal static RunListItem Of(RunListing run) => new()
    {
        Id = run.Id.Value,
        Name = run.Name,
        DefinitionId = run.DefinitionId,
        DefinitionRevision = run.DefinitionRevision,
        ScheduleId = run.ScheduleId,
        DueAt = run.DueAt?.UtcDateTime,
        Pinned = run.Pinned,
        Status = run.Status,
        StopReason = run.StopReason,
        Failure = run.Failure,
        Verdict = run.Verdict,
        Validity = run.Validity,
        Regression = run.Regression,
        HttpVersion = run.HttpVersion,
        Engine = run.Engine,
        CreatedBy = run.CreatedBy,
        CreatedAt = run.CreatedAt.UtcDateTime,
        StartedAt = run.StartedAt?.UtcDateTime,
        EndedAt = run.EndedAt?.UtcDateTime,
        Requests = run.Requests,
        FailedRequests = run.FailedRequests,
        Links = RunLinks.Of(run.Id),
    };
}
