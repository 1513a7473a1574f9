using Curlew.Domain.Schedules;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>Lists what became of a schedule's due times.</summary>
internal sealed class GetScheduleHistory : ISlice
{
    private const int GreatestLimit = 200;
    private const int DefaultLimit = 50;

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);

    private static readonly QueryParameter<DateTimeOffset?> After = QueryParameters.Cursor<DateTimeOffset?>(Cursor.TryReadDueTime);

    private static readonly QueryParameter[] Parameters = [Limit, After];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(ScheduleAddress.History, HandleAsync)
        .WithName("getScheduleHistory")
        .WithTags(ScheduleAddress.Tag)
        .WithSummary("Read what became of a schedule's times, newest first")
        .WithDescription("""
            Each time at which the schedule was due or somebody triggered it, with its run and what that came to, or with the reason for
            which there is none. Follow `nextCursor` for older ones; where it is absent, there are none.
            """)
        .TakesScheduleId()
        .Takes(Parameters)
        .Answers<ScheduleHistory>(StatusCodes.Status200OK, "Due times, newest first.")
        .Fails(ProblemType.InvalidQuery, ProblemType.ScheduleNotFound);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, ScheduleStore schedules, CancellationToken cancelled)
    {
        if (await ScheduleAddress.FindAsync(id, schedules, cancelled) is not { } schedule)
            return ScheduleAddress.NotFound(id);
        var query = new QueryReading(request.Query, Parameters);
        var (limit, after) = (query.Read(Limit), query.Read(After));
        if (query.Problem() is { } problem)
            return problem;

        var page = await schedules.ListFiringsAsync(schedule.Id, limit, after, cancelled);
        return Results.Ok(new ScheduleHistory(
            [.. page.Items.Select(item => ScheduleHistoryItem.Of(item.Firing, item.Run))],
            page.Next is { } next ? Cursor.OfDueTime(next) : null));
    }
}

/// <summary>A part of a schedule's history.</summary>
/// <param name="Items">Its due times, newest first.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> for older ones; absent where there are none.</param>
public sealed record ScheduleHistory(IReadOnlyList<ScheduleHistoryItem> Items, string? NextCursor);

/// <summary>What became of one time.</summary>
public sealed record ScheduleHistoryItem
{
    /// <summary>When the schedule was due, or somebody triggered it (ISO 8601, UTC).</summary>
    public required DateTime DueAt { get; init; }

    /// <summary>
    /// What became of it: <c>due</c> (its run is about to be made), <c>queued</c> (it was made; see there how far it is), <c>waiting</c> for
    /// the last run to end, <c>overlapped</c> (left out, because that had not ended), <c>missed</c> (left out, because nobody was there), or
    /// <c>refused</c> (no run could be made).
    /// </summary>
    public required FiringState State { get; init; }

    /// <summary>Why it came to no run, or waits; absent where it came to one.</summary>
    public string? Reason { get; init; }

    /// <summary>Who triggered it; absent where it was due.</summary>
    public string? TriggeredBy { get; init; }

    /// <summary>Its run; absent where there is none (any more).</summary>
    public ScheduledRun? Run { get; init; }

    internal static ScheduleHistoryItem Of(ScheduleFiringRecord firing, ScheduledRunListing? run) => new()
    {
        DueAt = firing.DueAt.UtcDateTime,
        State = firing.State,
        Reason = firing.Reason,
        TriggeredBy = firing.TriggeredBy,
        Run = run is null ? null : ScheduledRun.Of(run),
    };
}
