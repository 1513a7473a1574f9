using Curlew.Domain.Runs;
using Curlew.Domain.Schedules;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Idempotency;
using Curlew.Service.Problems;
using Curlew.Service.Schedules;
using Curlew.Service.Security.Access;
using Curlew.Storage.Runs;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>Runs a schedule now.</summary>
internal sealed class TriggerSchedule : ISlice
{
    private const string Operation = "triggerSchedule";

    private const string Description = """
        Queues the run that would be due next, without waiting for its time; also where the schedule is not enabled. It is asked for by
        whoever sends this, within their limits, and not by the schedule: so `overlap` does not hold for it, and it waits in the queue as
        other runs do. For the times that are due afterwards it is the schedule's last run. The history shows it with `triggeredBy`.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(ScheduleAddress.Trigger, HandleAsync)
        .WithName(Operation)
        .WithTags(ScheduleAddress.Tag)
        .WithSummary("Run a schedule now")
        .WithDescription(Description)
        .TakesScheduleId()
        .Answers<RunResource>(StatusCodes.Status202Accepted, "Queued; poll the run until its status is a last one.")
        .AnswersWithHeader(StatusCodes.Status202Accepted, "Location", "The run's address.")
        .TakesIdempotencyKey(StatusCodes.Status202Accepted)
        .Fails(
            ProblemType.BadRequest, ProblemType.TargetNotAllowed, ProblemType.ScheduleNotFound, ProblemType.IdempotentResourceGone,
            ProblemType.InvalidDefinition, ProblemType.LimitExceeded, ProblemType.IdempotencyKeyReused, ProblemType.QueueFull);

    private static async Task<IResult> HandleAsync(
        string id,
        HttpContext context,
        ScheduleStore schedules,
        ScheduledRuns scheduled,
        RunStore runs,
        EngineCatalog engines,
        Replays replays,
        TimeProvider time,
        CancellationToken cancelled)
    {
        if (await ScheduleAddress.FindAsync(id, schedules, cancelled) is not { } schedule)
            return ScheduleAddress.NotFound(id);
        if (IdempotentRequest.Read(context.Request, Operation, [], out var request) is { } badKey)
            return badKey;
        return await replays.AnswerAsync(
            context.Response,
            request,
            async made => await runs.FindAsync(new RunId(made), cancelled) is { } run ? Accepted(run) : null,
            MakeAsync,
            cancelled);

        async Task<IResult> MakeAsync()
        {
            var caller = Caller.Of(context);
            do
            {
                var now = await schedules.FindFreeMomentAsync(schedule.Id, cancelled);
                var firing = new ScheduleFiringRecord
                {
                    Id = Guid.CreateVersion7(now),
                    ScheduleId = schedule.Id,
                    DueAt = now,
                    TriggeredBy = caller.Name,
                    State = FiringState.Queued,
                    RunId = RunId.New(time).Value,
                };
                var (run, refusal) = await scheduled.MakeAsync(schedule, firing, caller, request, cancelled);
                if (run is not null)
                    return Accepted(run);
                if (refusal is not null)
                    return refusal.ToAnswer();
            }
            // Where it is still there, somebody else has triggered it in the same moment.
            while (await ScheduleAddress.FindAsync(id, schedules, cancelled) is not null);
            return ScheduleAddress.NotFound(id);
        }

        IResult Accepted(RunRecord run) => Results.Accepted(RunAddress.Of(new RunId(run.Id)), RunResource.Of(run, engines, time));
    }
}
