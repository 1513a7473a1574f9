using System.Text.Json;
using Curlew.Domain.Comparisons.Documents;
using Curlew.Domain.Definitions;
using Curlew.Domain.Targets;
using Curlew.Service.Comparisons;
using Curlew.Service.Documentation;
using Curlew.Service.Idempotency;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Limits;
using Curlew.Service.Security.Targets;
using Curlew.Storage.Comparisons;

namespace Curlew.Service.Features.Comparisons;

/// <summary>Accepts a comparison and queues its first run.</summary>
internal sealed class CreateComparison : ISlice
{
    private const string Operation = "createComparison";

    private const string Description = """
        Runs variants of a definition, the arms, in turns, and says how they differ and which one to use. Answers at once; the address of
        the comparison is in `Location`, and its table fills as runs end.

        **What is compared** is a `definition` in full form or shorthand, a saved one (`definitionId`, with `revision` and `overrides` as for a
        run), or the shorthand right here: `url` and what stands beside it. A bare URL gets 100 requests per second for 10 seconds.

        **How the arms differ** is said by one of these:

        - `arms`: a list, each with `overrides` of the definition and, if wanted, a `name`;
        - `matrix`: fields with their values; each combination of them is an arm;
        - `question`: `httpVersion` (arms 1.1, 2 and auto), `engine` (every configured libcurl), or `maxConnects` (a connection cache below, at
          and above what the virtual users need, and that of the definition).

        `target` in overrides, as in `https://next.shop.test:8443`, replaces scheme, host and port in the URLs of all steps.

        **Each round runs each arm once**, one run at a time, with connections of its own. The order of arms in the rounds is drawn from a
        balanced design, so that what changes over time favours none of them; `seed` repeats one. A run that fails, is stopped or interrupted
        is what its place came to: load is never sent a second time by itself.

        What `rules` say has to be both large enough to matter and not explained by chance to count as a difference.

        All faults are answered at once, each under its path, before anything is queued. Limits hold for each run as for others; `Limits:ComparisonSeconds`
        limits all of them together. The runs of a comparison are listed by `GET /api/v1/runs?comparisonId=`.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(ComparisonAddress.Comparisons, HandleAsync)
        .WithName(Operation)
        .WithTags(ComparisonAddress.Tag)
        .WithSummary("Compare variants of a definition")
        .WithDescription(Description)
        .Accepts<ComparisonDocument>("application/json")
        .TakesForExample(ComparisonExamples.Requests)
        .Answers<ComparisonResource>(StatusCodes.Status202Accepted, "Accepted; poll the comparison until it has ended.")
        .AnswersWithHeader(StatusCodes.Status202Accepted, "Location", "The comparison's address.")
        .TakesIdempotencyKey(StatusCodes.Status202Accepted)
        .Fails(
            ProblemType.NotJson, ProblemType.BadRequest, ProblemType.TargetNotAllowed, ProblemType.IdempotentResourceGone,
            ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidComparison, ProblemType.LimitExceeded,
            ProblemType.IdempotencyKeyReused, ProblemType.QueueFull)
        .AnswersWithHeader(StatusCodes.Status429TooManyRequests, "Retry-After", "Seconds until there may be room; an estimate.")
        .AnswersForExample(StatusCodes.Status422UnprocessableEntity, ComparisonExamples.Faults);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        ComparisonRequests requests,
        ComparisonAcceptance acceptance,
        ComparisonStore comparisons,
        ComparisonShowing showing,
        ITargets targets,
        Replays replays,
        QueueWait wait,
        CancellationToken cancelled)
    {
        var (body, refused) = await JsonBody.ReadAsync(context.Request, DefinitionLimits.DocumentBytes, cancelled);
        if (refused is not null)
            return refused;
        if (IdempotentRequest.Read(context.Request, Operation, body.Span, out var request) is { } badKey)
            return badKey;
        return await replays.AnswerAsync(context.Response, request, ShowAsync, MakeAsync, cancelled);

        async Task<IResult?> ShowAsync(Guid made) =>
            await comparisons.FindAsync(made, cancelled) is { } comparison ? await AcceptedAsync(comparison) : null;

        async Task<IResult> MakeAsync()
        {
            var (asked, problem) = await ReadAsync(requests, body, cancelled);
            if (asked is null)
                return problem!;
            if (ProblemOf(await targets.CurrentAsync(cancelled), asked) is { } notAllowed)
                return notAllowed;
            var admission = await acceptance.AcceptAsync(asked, Caller.Of(context), request, cancelled);
            return admission switch
            {
                { Comparison: { } comparison } => await AcceptedAsync(comparison),
                { Full: { } full } => QueueAnswers.Full(context.Response, full, await wait.EstimateAsync(cancelled)),
                _ => Problem.Of(
                    ProblemType.LimitExceeded,
                    $"Nothing was queued; the comparison would exceed {admission.Faults.Count} limit(s).",
                    admission.Faults.Select(fault => (fault.Field, fault.Message))),
            };
        }

        async Task<IResult> AcceptedAsync(ComparisonRecord comparison) =>
            Results.Accepted(ComparisonAddress.Of(comparison.Id), await showing.ShowAsync(comparison, cancelled));
    }

    private static async Task<(AskedComparison? Asked, IResult? Problem)> ReadAsync(
        ComparisonRequests requests, ReadOnlyMemory<byte> body, CancellationToken cancelled)
    {
        try
        {
            var (asked, faults) = await requests.ReadAsync(body, cancelled);
            return (asked, asked is not null ? null : Problem.Of(
                ProblemType.InvalidComparison,
                $"Nothing was queued; the comparison has {faults.Count} fault(s).",
                faults.Select(fault => (fault.Field, fault.Message))));
        }
        catch (JsonException fault)
        {
            return (null, Problem.Of(ProblemType.NotJson, fault.Message));
        }
    }

    /// <summary>Where nothing may be sent, by the arms that lead there; what all of them have in common is said once.</summary>
    private static IResult? ProblemOf(TargetPolicy policy, AskedComparison asked)
    {
        var refused = asked.Arms
            .SelectMany(arm => policy.Check(arm.Definition).Select(refusal => (Arm: arm, refusal.Field, Message: TargetAnswers.SentenceOf(refusal.Decision))))
            .ToLookup(refusal => (refusal.Field, refusal.Message));
        return refused.Count == 0
            ? null
            : Problem.Of(
                ProblemType.TargetNotAllowed,
                "Nothing was queued: the comparison leads where nothing may be sent. `errors` says why and which rule is missing; "
                + "GET /api/v1/targets lists what is allowed.",
                refused.SelectMany(refusal => refusal.Count() == asked.Arms.Count
                    ? [(asked.PathOf(refusal.Key.Field), refusal.Key.Message)]
                    : refusal.Select(of => (of.Arm.PathOf(refusal.Key.Field), refusal.Key.Message))));
    }
}
