using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Runs;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Features.Definitions;
using Curlew.Service.Idempotency;
using Curlew.Service.Problems;
using Curlew.Service.Regressions;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Limits;
using Curlew.Service.Security.Secrets;
using Curlew.Service.Security.Targets;
using Curlew.Storage.Definitions;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>Accepts a run and queues it.</summary>
internal sealed class CreateRun : ISlice
{
    private const string Operation = "createRun";

    private const string Description = """
        Checks the definition, queues the run and answers at once; runs are carried out one after the other (setting
        `Execution:ConcurrentRuns`). The address of the run is in `Location`.

        A definition is either the **full form** (`steps` and `load`) or the **shorthand** (`url` with `virtualUsers` and
        `durationSeconds` or `requests`; with `ratePerSecond` and `durationSeconds` for open load). Unknown fields are faults. A
        faulty definition is answered with all its faults at once, each under the path of its field, and nothing is queued.

        A **saved definition** is run by its `definitionId`, in its newest `revision` or the one that is named. `overrides` say what
        is to differ this time: a JSON Merge Patch (RFC 7396) on the full form, or fields of the shorthand; the saved definition
        stays as it is. Where they have `***` in place of a secret, the saved one is taken. Faults of the outcome are named under
        `overrides`. The run keeps a snapshot of what it carries out.

        **Secrets** (Authorization, Cookie and the like, and what `secretHeaders`, `secretBody` and `secret` of `data` mark) are kept
        encrypted, and answers show `***` in their place.

        **Limits** of the service and of the API key hold for what comes of all that: whoever asks for more is told all of it at once
        (422), each under its path of the full form, and whose limit it is. Bytes of a run and the duration of one that ends after a
        number of requests are limited by ending it; the run's definition shows that as `limits`. Where too many runs wait, the answer
        is 429, and `Retry-After` says when there may be room.

        A run of a saved definition is held against a **baseline** when it has completed: the run that `baselineRunId` names, else what
        the definition's `regression` says. A baseline that is not there, has not ended or has no figures is a fault (422).

        Before the load a HEAD request finds out whether the server can be reached and what it negotiates; if it cannot,
        the run fails with libcurl's own words.

        Where a definition leads to hosts that **may not be tested**, nothing is queued, and each is named with the rule that is
        missing; see *Targets*. It is asked again when the run begins: one that may not be any more ends `failed`, and sends nothing.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(RunAddress.Runs, HandleAsync)
        .WithName(Operation)
        .WithTags(RunAddress.Tag)
        .WithSummary("Queue a run")
        .WithDescription(Description)
        .Accepts<RunDefinitionDocument>("application/json")
        .TakesAlso<SavedRunDocument>(changes: "overrides")
        .TakesForExample([.. RunExamples.Definitions, .. RunExamples.OfSaved])
        .Answers<RunResource>(StatusCodes.Status202Accepted, "Queued; poll the run until its status is a last one.")
        .AnswersWithHeader(StatusCodes.Status202Accepted, "Location", "The run's address.")
        .TakesIdempotencyKey(StatusCodes.Status202Accepted)
        .Fails(
            ProblemType.NotJson, ProblemType.BadRequest, ProblemType.TargetNotAllowed, ProblemType.IdempotentResourceGone,
            ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidDefinition, ProblemType.LimitExceeded,
            ProblemType.IdempotencyKeyReused, ProblemType.QueueFull)
        .AnswersWithHeader(StatusCodes.Status429TooManyRequests, "Retry-After", "Seconds until there may be room; an estimate.")
        .AnswersForExample(StatusCodes.Status422UnprocessableEntity, RunExamples.Faults);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        EngineCatalog engines,
        DefinitionStore definitions,
        RunStore runs,
        RunAcceptance acceptance,
        ITargets targets,
        SecretVault vault,
        BaselineCheck baselines,
        Replays replays,
        QueueWait wait,
        TimeProvider time,
        CancellationToken cancelled)
    {
        var (body, refused) = await JsonBody.ReadAsync(context.Request, DefinitionLimits.DocumentBytes, cancelled);
        if (refused is not null)
            return refused;
        if (IdempotentRequest.Read(context.Request, Operation, body.Span, out var request) is { } badKey)
            return badKey;
        return await replays.AnswerAsync(context.Response, request, ShowAsync, QueueAsync, cancelled);

        async Task<IResult?> ShowAsync(Guid made) =>
            await runs.FindAsync(new RunId(made), cancelled) is { } run ? Accepted(run) : null;

        async Task<IResult> QueueAsync()
        {
            var (definition, madeOf, baseline, problem) = await ReadAsync(body, engines, definitions, vault, baselines, cancelled);
            if (problem is not null)
                return problem;
            if (TargetAnswers.ProblemOf(await targets.CurrentAsync(cancelled), definition!) is { } notAllowed)
                return notAllowed;
            var origin = RunOrigin.None with { BaselineRunId = baseline };
            var admission = await acceptance.AcceptAsync(definition!, madeOf, Caller.Of(context), request, origin, cancelled);
            return admission switch
            {
                { Run: { } run } => Accepted(run),
                { Full: { } full } => QueueAnswers.Full(context.Response, full, await wait.EstimateAsync(cancelled)),
                _ => Problem.Of(
                    ProblemType.LimitExceeded,
                    $"Nothing was queued; the run would exceed {admission.Faults.Count} limit(s).",
                    admission.Faults.Select(fault => (fault.Field, fault.Message))),
            };
        }

        IResult Accepted(RunRecord run) =>
            Results.Accepted(RunAddress.Of(new RunId(run.Id)), RunResource.Of(run, engines, time));
    }

    private static async Task<(RunDefinition? Definition, DefinitionRevisionRecord? MadeOf, Guid? Baseline, IResult? Problem)> ReadAsync(
        ReadOnlyMemory<byte> body,
        EngineCatalog engines,
        DefinitionStore definitions,
        SecretVault vault,
        BaselineCheck baselines,
        CancellationToken cancelled)
    {
        DefinitionReading reading;
        DefinitionRevisionRecord? madeOf = null;
        string? named = null;
        if (SavedRun.IsMeant(body.Span))
        {
            if (JsonBody.Read(() => DocumentReader.Read<SavedRunDocument>(body), out var asked) is { } noDocument)
                return (null, null, null, noDocument);
            (reading, madeOf) = await SavedRun.ReadAsync(asked, definitions, vault, engines, cancelled);
            named = asked.Document?.BaselineRunId;
        }
        else if (JsonBody.Read(() => DefinitionReader.Read(body, JsonBody.NamesOf(engines)), out reading) is { } noJson)
        {
            return (null, null, null, noJson);
        }

        var (baseline, faults) = await baselines.ReadAsync(named, reading.Definition, madeOf?.DefinitionId, cancelled);
        if (faults.Count > 0)
            reading = new DefinitionReading(null, [.. reading.Faults, .. faults]);
        if (JsonBody.ProblemOf(reading, "Nothing was queued") is { } faulty)
            return (null, null, null, faulty);

        // Two that are small enough may come to more than one may have.
        return madeOf is not null && DefinitionText.Write(reading.Definition!, out _) is { } tooLarge
            ? (null, null, null, tooLarge)
            : (reading.Definition, madeOf, baseline, null);
    }
}
