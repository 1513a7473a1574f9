using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>Shows a schedule.</summary>
internal sealed class GetSchedule : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(ScheduleAddress.Schedule, HandleAsync)
        .WithName("getSchedule")
        .WithTags(ScheduleAddress.Tag)
        .WithSummary("Read a schedule")
        .WithDescription("What it says, when it is due next, and its newest run.")
        .TakesScheduleId()
        .Answers<ScheduleResource>(StatusCodes.Status200OK, "The schedule.")
        .AnswersWithHeader(StatusCodes.Status200OK, "ETag", ScheduleTag.Description)
        .Fails(ProblemType.ScheduleNotFound);

    private static async Task<IResult> HandleAsync(
        string id, HttpResponse response, ScheduleStore schedules, ScheduleAnswers answers, CancellationToken cancelled) =>
        await ScheduleAddress.FindAsync(id, schedules, cancelled) is { } schedule
            ? Results.Ok(await answers.OfAsync(response, schedule, cancelled))
            : ScheduleAddress.NotFound(id);
}
