using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>Lists schedules.</summary>
internal sealed class ListSchedules : ISlice
{
    private const int GreatestLimit = 200;
    private const int DefaultLimit = 50;

    private static readonly QueryParameter<Guid?> Definition = QueryParameters.Id(
        "definitionId", "Only schedules of this saved definition.", "the id of a definition, a UUID");

    private static readonly QueryParameter<bool?> Enabled =
        QueryParameters.Flag("enabled", "`true`: only schedules by which runs are due; `false`: only others.");

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);

    private static readonly QueryParameter<Guid?> After = QueryParameters.Cursor<Guid?>(Cursor.TryReadSchedule);

    private static readonly QueryParameter[] Parameters = [Definition, Enabled, Limit, After];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(ScheduleAddress.Schedules, HandleAsync)
        .WithName("listSchedules")
        .WithTags(ScheduleAddress.Tag)
        .WithSummary("List schedules, newest first")
        .WithDescription("Filters add up. Follow `nextCursor` for older schedules; where it is absent, there are none.")
        .Takes(Parameters)
        .Answers<ScheduleList>(StatusCodes.Status200OK, "Schedules, newest first.")
        .Fails(ProblemType.InvalidQuery);

    private static async Task<IResult> HandleAsync(
        HttpRequest request, ScheduleStore schedules, ScheduleAnswers answers, CancellationToken cancelled)
    {
        var query = new QueryReading(request.Query, Parameters);
        var filter = new ScheduleFilter(query.Read(Definition), query.Read(Enabled));
        var (limit, after) = (query.Read(Limit), query.Read(After));
        if (query.Problem() is { } problem)
            return problem;

        var page = await schedules.ListAsync(filter, limit, after, cancelled);
        return Results.Ok(new ScheduleList(
            await answers.OfAsync(page.Items, cancelled), page.Next is { } next ? Cursor.OfSchedule(next) : null));
    }
}

/// <summary>A part of the list of schedules.</summary>
/// <param name="Items">The schedules, newest first.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> for older schedules; absent where there are none.</param>
public sealed record ScheduleList(IReadOnlyList<ScheduleResource> Items, string? NextCursor);
