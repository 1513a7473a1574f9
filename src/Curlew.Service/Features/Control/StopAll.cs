using System.ComponentModel.DataAnnotations;
using Curlew.Domain.Access;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;

namespace Curlew.Service.Features.Control;

/// <summary>The kill switch.</summary>
internal sealed class StopAll : ISlice
{
    /// <summary>Characters of a reason.</summary>
    public const int ReasonLength = 500;

    private const string Description = """
        For emergencies: every run that has been accepted by now is stopped, whoever asked for it. This service sends nothing more,
        within a second at most: requests in flight are given up at once (CURLcode 42), others than with `POST /api/v1/runs/{id}/stop`,
        which gives them two seconds. Runs of other nodes that share the database stop as soon as those look. Runs that wait
        are stopped, too, and due times of schedules that wait for a run to end are let go. What has been measured is kept.

        Runs that are accepted afterwards are carried out as always. Whoever may send load may press this: it must not wait for an
        administrator, and it repeats nothing and deletes nothing. The body is optional; its `reason` becomes the runs' `stopReason`.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/stop-all", HandleAsync)
        .WithName("stopAll")
        .WithTags("Control")
        .WithSummary("Stop everything at once")
        .WithDescription(Description)
        .RequiresRole(ApiRole.Runner)
        .Accepts<StopAllRequest>(isOptional: true, "application/json")
        .TakesForExample([new BodyExample("reason", "With a reason", new StopAllRequest("The shop is down."))])
        .Answers<StopAllResource>(StatusCodes.Status200OK, "The runs that were stopped, by what they were.")
        .Fails(ProblemType.NotJson, ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidFields);

    private static async Task<IResult> HandleAsync(HttpContext context, KillSwitch killSwitch, CancellationToken cancelled)
    {
        var (reason, problem) = await ReadReasonAsync(context.Request, cancelled);
        if (problem is not null)
            return problem;
        var by = Caller.Of(context).Name;
        var stopped = await killSwitch.PressAsync(
            reason is null ? $"All runs were stopped at once by {by}." : $"All runs were stopped at once by {by}: {reason}");
        return Results.Ok(new StopAllResource(
            Queued: Were(RunStatus.Queued), Starting: Were(RunStatus.Starting), Running: Were(RunStatus.Running), Stopping: Were(RunStatus.Stopping)));

        IReadOnlyList<Guid> Were(RunStatus status) => [.. stopped.Where(run => run.Value == status).Select(run => run.Key.Value)];
    }

    private static async Task<(string? Reason, IResult? Problem)> ReadReasonAsync(HttpRequest request, CancellationToken cancelled)
    {
        // Clients that have nothing to send often name no type either.
        if (request.ContentType is null && await LimitedBody.ReadAsync(request, 0, cancelled) is not null)
            return (null, null);
        var (body, unread) = await JsonBody.ReadAsync(request, JsonBody.SmallBytes, cancelled);
        if (unread is not null)
            return (null, unread);
        if (body.IsEmpty)
            return (null, null);
        if (JsonBody.Read(() => DocumentReader.Read<StopAllRequest>(body), out var reading) is { } problem)
            return (null, problem);
        if (reading.Document is not { } document)
            return (null, JsonBody.ProblemOf(reading.Faults));

        // PostgreSQL has no place for this character, and an emergency is no time to refuse it.
        return string.IsNullOrWhiteSpace(document.Reason) ? (null, null) : (document.Reason.Replace('\0', ' '), null);
    }
}

/// <summary>Why everything is stopped.</summary>
/// <param name="Reason">For the runs' <c>stopReason</c>; default none.</param>
public sealed record StopAllRequest([property: MaxLength(StopAll.ReasonLength)] string? Reason);

/// <summary>The ids of the runs that were stopped, by what they were, oldest first.</summary>
/// <param name="Queued">Those that waited; they are stopped now.</param>
/// <param name="Starting">Those that had sent no load yet.</param>
/// <param name="Running">Those that sent load.</param>
/// <param name="Stopping">Those that somebody had stopped already; their requests in flight were given up.</param>
public sealed record StopAllResource(
    IReadOnlyList<Guid> Queued, IReadOnlyList<Guid> Starting, IReadOnlyList<Guid> Running, IReadOnlyList<Guid> Stopping);
