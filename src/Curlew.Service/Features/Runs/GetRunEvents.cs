using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Curlew.Domain.Runs;
using Curlew.Service.Documentation;
using Curlew.Service.Execution.Live;
using Curlew.Service.Problems;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Tells how a run goes on, as it does.</summary>
internal sealed class GetRunEvents : ISlice
{
    private const string LastEventId = "Last-Event-ID";

    private const string Description = """
        Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) from the run's beginning to its end:

        - `state`: where the run stands (`status`, `stopReason`, `failure`, `requests`, `failedRequests`);
        - `tick`: each second, with the fields of the timeline's points;
        - `threshold`: a threshold is broken for the first time;
        - `log`: something worth reading, as a sentence (`at`, `level`, `message`);
        - `heartbeat`: nothing else has happened for 15 seconds;
        - `done`: the run has ended (as `state`, with `verdict` and `validity`); the stream ends with it.

        Who was cut off goes on with the header `Last-Event-ID`, as browsers do by themselves. Ticks are then complete, also of a run
        that has ended; of other events the last 1,000 are kept while the run is under way. Who has seen `done` is answered with 204.
        Readers never slow a run: who reads too slowly is cut off.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(RunAddress.Events, HandleAsync)
        .WithName("getRunEvents")
        .WithTags(RunAddress.Tag)
        .WithSummary("Watch a run")
        .WithDescription(Description)
        .TakesRunId()
        .TakesHeader(LastEventId, "The id of the last event that was read, to go on after it, as in `17-0`.")
        .Answers(StatusCodes.Status200OK, typeof(string), "text/event-stream", "Events, to the run's end.")
        .Answers(StatusCodes.Status204NoContent, "There will be no more events: the run has ended, and its last event was read.")
        .Fails(ProblemType.InvalidQuery, ProblemType.BadRequest, ProblemType.RunNotFound)
        .DisableRequestTimeout();

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, RunStore runs, RunEventSource events, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return RunProblems.NotFound(id);
        var after = RunEventId.None;
        var last = (string?)request.Headers[LastEventId];
        if (!string.IsNullOrEmpty(last) && !RunEventId.TryParse(last, out after))
            return Problem.Of(ProblemType.BadRequest, $"{LastEventId} must be the id of an event, as in 17-0, but is \"{last}\".");
        if (after.IsDone && run.Status.IsTerminal())
            return Results.NoContent();
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.ServerSentEvents(ItemsAsync(events.FollowAsync(run, after, cancelled), cancelled));
    }

    private static async IAsyncEnumerable<SseItem<string>> ItemsAsync(
        IAsyncEnumerable<RunEvent> events, [EnumeratorCancellation] CancellationToken cancelled)
    {
        await foreach (var next in events.WithCancellation(cancelled))
            yield return new SseItem<string>(next.Data, next.Type) { EventId = next.Id?.ToString() };
    }
}
