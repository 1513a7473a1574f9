using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Schedules;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>Deletes a schedule.</summary>
internal sealed class DeleteSchedule : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete(ScheduleAddress.Schedule, HandleAsync)
        .WithName("deleteSchedule")
        .WithTags(ScheduleAddress.Tag)
        .WithSummary("Delete a schedule")
        .WithDescription("""
            Nothing is due by it from now on, and its history goes with it. Its runs stay, and go on where they are queued or under way. With
            `If-Match` only where nobody has changed it since.
            """)
        .TakesScheduleId()
        .TakesIfMatch(isRequired: false)
        .Answers(StatusCodes.Status204NoContent, "Deleted.")
        .Fails(ProblemType.BadRequest, ProblemType.ScheduleNotFound, ProblemType.StaleETag);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, ScheduleStore schedules, IScheduleClock clock, CancellationToken cancelled)
    {
        // One that is changed meanwhile is looked at again: the change may be one that If-Match allows.
        while (await ScheduleAddress.FindAsync(id, schedules, cancelled) is { } schedule)
        {
            if (ScheduleTag.Refuse(request, schedule, isRequired: false) is { } refused)
                return refused;
            if (!await schedules.TryDeleteAsync(schedule, cancelled))
                continue;
            clock.Remove(schedule.Id);
            return Results.NoContent();
        }

        return ScheduleAddress.NotFound(id);
    }
}
