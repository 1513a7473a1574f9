using Curlew.Domain.Definitions;
using Curlew.Service.Documentation;
using Curlew.Service.Idempotency;
using Curlew.Service.Problems;
using Curlew.Service.Schedules;
using Curlew.Service.Security.Access;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>Makes a schedule.</summary>
internal sealed class CreateSchedule : ISlice
{
    private const string Operation = "createSchedule";

    private const string Description = """
        From now on runs of a saved definition are due at these times. Each due time is one entry of the schedule's history, whatever
        becomes of it, and comes to one run at most, however many nodes there are and whenever one of them dies.

        **When**: `cron` is read by [Cronos](https://github.com/HangfireIO/Cronos), and meant in `timeZone`. What the clock leaves out in
        spring is due once, at the moment at which it goes on. What it has twice in autumn is due once where the expression names its hours
        (`30 2 * * *`), and both times where it goes by intervals (`*/30 * * * *`). Two times are a minute apart at least.

        **Late**: a time that is noticed more than a minute late goes by `misfire`. With `runOnce` the newest one gets a run and the others
        are left out, with `skip` all of them are; of many the history lists the newest hundred.

        **Overlap**: while the schedule's last run has not ended, be it one that somebody triggered, a due one goes by `overlap`.

        The definition with its `overrides` is checked now and at each due time, in its newest revision unless `revision` names one. Runs
        are made on behalf of the API key that made the schedule or changed it last: its limits hold, and when it has expired or was
        revoked, no runs are made until somebody saves the schedule again. A time to which no run could be made is `refused` in the history,
        with the reason.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(ScheduleAddress.Schedules, HandleAsync)
        .WithName(Operation)
        .WithTags(ScheduleAddress.Tag)
        .WithSummary("Make a schedule")
        .WithDescription(Description)
        .Accepts<ScheduleRequest>("application/json")
        .TakesForExample(ScheduleExamples.Requests)
        .Answers<ScheduleResource>(StatusCodes.Status201Created, "Made; its next three times are in the answer.")
        .AnswersWithHeader(StatusCodes.Status201Created, "Location", "The schedule's address.")
        .AnswersWithHeader(StatusCodes.Status201Created, "ETag", ScheduleTag.Description)
        .TakesIdempotencyKey(StatusCodes.Status201Created)
        .Fails(
            ProblemType.NotJson, ProblemType.BadRequest, ProblemType.TargetNotAllowed, ProblemType.IdempotentResourceGone,
            ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidFields, ProblemType.LimitExceeded,
            ProblemType.IdempotencyKeyReused)
        .AnswersForExample(StatusCodes.Status422UnprocessableEntity, ScheduleExamples.Faults);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        ScheduleStore schedules,
        ScheduleReading reading,
        ScheduleAnswers answers,
        IScheduleClock clock,
        Replays replays,
        CancellationToken cancelled)
    {
        var (body, unread) = await JsonBody.ReadAsync(context.Request, DefinitionLimits.DocumentBytes, cancelled);
        if (unread is not null)
            return unread;
        if (IdempotentRequest.Read(context.Request, Operation, body.Span, out var request) is { } badKey)
            return badKey;
        return await replays.AnswerAsync(
            context.Response,
            request,
            async made => await schedules.FindAsync(made, cancelled) is { } schedule ? await CreatedAsync(schedule) : null,
            SaveAsync,
            cancelled);

        async Task<IResult> SaveAsync()
        {
            var (schedule, problem) = await reading.ReadAsync(body, current: null, Caller.Of(context), cancelled);
            if (schedule is null)
                return problem!;
            await schedules.AddAsync(schedule, request.RecordOf(schedule.Id, schedule.CreatedAt), cancelled);
            if (schedule.Enabled)
                clock.Set(schedule.Id, schedule.Cron, schedule.TimeZone);
            return await CreatedAsync(schedule);
        }

        async Task<IResult> CreatedAsync(ScheduleRecord schedule) =>
            Results.Created(ScheduleAddress.Of(schedule.Id), await answers.OfAsync(context.Response, schedule, cancelled));
    }
}
