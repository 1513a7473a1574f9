using Curlew.Domain.Definitions;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Schedules;
using Curlew.Service.Security.Access;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>Changes a schedule.</summary>
internal sealed class ReplaceSchedule : ISlice
{
    private const string Description = """
        What is sent takes the place of all that the schedule says; what is left out gets its default. `If-Match` must name the ETag that GET
        answered, or be `*`.

        From now on only the times of the new expression count. Disabling also lets go of a run that waits for the last one to end; runs that
        are queued or under way go on. Whoever changes a schedule takes it over: its runs are made on behalf of their API key. Where
        `overrides` have `***` in place of a secret, the saved one is kept, or the definition's is meant.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut(ScheduleAddress.Schedule, HandleAsync)
        .WithName("replaceSchedule")
        .WithTags(ScheduleAddress.Tag)
        .WithSummary("Change a schedule")
        .WithDescription(Description)
        .TakesScheduleId()
        .TakesIfMatch(isRequired: true)
        .Accepts<ScheduleRequest>("application/json")
        .TakesForExample(ScheduleExamples.Requests)
        .Answers<ScheduleResource>(StatusCodes.Status200OK, "The schedule as it is now.")
        .AnswersWithHeader(StatusCodes.Status200OK, "ETag", ScheduleTag.Description)
        .Fails(
            ProblemType.NotJson, ProblemType.BadRequest, ProblemType.TargetNotAllowed, ProblemType.ScheduleNotFound, ProblemType.StaleETag,
            ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidFields, ProblemType.LimitExceeded,
            ProblemType.PreconditionRequired)
        .AnswersForExample(StatusCodes.Status422UnprocessableEntity, ScheduleExamples.Faults);

    private static async Task<IResult> HandleAsync(
        string id,
        HttpContext context,
        ScheduleStore schedules,
        ScheduleReading reading,
        ScheduleAnswers answers,
        IScheduleClock clock,
        CancellationToken cancelled)
    {
        if (await ScheduleAddress.FindAsync(id, schedules, cancelled) is not { } seen)
            return ScheduleAddress.NotFound(id);
        if (ScheduleTag.Refuse(context.Request, seen, isRequired: true) is { } refused)
            return refused;
        var (body, unread) = await JsonBody.ReadAsync(context.Request, DefinitionLimits.DocumentBytes, cancelled);
        if (unread is not null)
            return unread;

        // Whoever allows any state has it replaced also where it is changed meanwhile.
        while (await schedules.FindAsync(seen.Id, cancelled) is { } current)
        {
            if (ScheduleTag.Refuse(context.Request, current, isRequired: true) is { } stale)
                return stale;
            var (changed, problem) = await reading.ReadAsync(body, current, Caller.Of(context), cancelled);
            if (changed is null)
                return problem!;
            if (!await schedules.TryReplaceAsync(changed, cancelled))
                continue;
            if (changed.Enabled)
                clock.Set(changed.Id, changed.Cron, changed.TimeZone);
            else
                clock.Remove(changed.Id);
            return Results.Ok(await answers.OfAsync(context.Response, changed, cancelled));
        }

        return ScheduleAddress.NotFound(id);
    }
}
