using Curlew.Domain.Access;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Notifications;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Secrets;
using Curlew.Service.Security.Targets;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Makes a webhook.</summary>
internal sealed class CreateWebhook : ISlice
{
    private const string Description = """
        From now on messages are POSTed to `url` when runs end: JSON, signed as Standard Webhooks 1.0.0 say, with the headers `webhook-id`,
        `webhook-timestamp` and `webhook-signature`. What they hold, and how to verify them, is in docs/webhooks.md. What is not answered with
        2xx within 10 seconds is sent again, up to 8 times within 31 hours; a receiver may so get a message twice, with the same `webhook-id`.

        Events: `failed`, a run broke a threshold, could not be carried out, or was interrupted; `regressed`, it is worse than its baseline;
        `recovered`, it is the first one of its schedule, or else its definition, to be well again; `finished`, any end of a run, which is one message
        for each run and so not among the default ones. Runs of comparisons are not told of.

        The rules of what may be tested hold for webhooks, too, when they are saved, at each message, and for the address that is connected to.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(WebhookAddress.Webhooks, HandleAsync)
        .RequiresRole(ApiRole.Admin)
        .WithName("createWebhook")
        .WithTags(WebhookAddress.Tag)
        .WithSummary("Make a webhook")
        .WithDescription(Description)
        .Accepts<WebhookRequest>("application/json")
        .TakesForExample(WebhookExamples.All)
        .Answers<WebhookResource>(StatusCodes.Status201Created, "Made; the secret is in this answer only.")
        .AnswersWithHeader(StatusCodes.Status201Created, "Location", "The webhook's address.")
        .AnswersWithHeader(StatusCodes.Status201Created, "ETag", WebhookTag.Description)
        .Fails(
            ProblemType.NotJson, ProblemType.TargetNotAllowed, ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType,
            ProblemType.InvalidFields);

    private static async Task<IResult> HandleAsync(
        HttpContext context, WebhookStore webhooks, TextVault vault, ITargets targets, TimeProvider time, CancellationToken cancelled)
    {
        var (body, unread) = await JsonBody.ReadAsync(context.Request, JsonBody.SmallBytes, cancelled);
        if (unread is not null)
            return unread;
        if (JsonBody.Read(() => DocumentReader.Read<WebhookRequest>(body), out var reading) is { } problem)
            return problem;
        if (reading.Document is not { } document)
            return JsonBody.ProblemOf(reading.Faults);
        var asked = new WebhookReading(document, savedUrl: null);
        if (asked.Faults.Count > 0)
            return JsonBody.ProblemOf(asked.Faults);
        if (await targets.ProblemOfAsync(asked.NewUrl!, cancelled) is { } refused)
            return refused;

        var secret = (asked.NewSecret ?? WebhookSecret.Generate()).Reveal();
        var now = time.GetUtcNow();
        var webhook = new WebhookRecord
        {
            Id = Guid.CreateVersion7(now),
            Name = asked.Name,
            UrlSealed = vault.Seal(asked.NewUrl!.AbsoluteUri),
            SecretSealed = vault.Seal(secret),
            EventsJson = asked.EventsJson,
            AllRuns = document.AllRuns ?? true,
            Enabled = document.Enabled ?? true,
            Version = 1,
            CreatedBy = Caller.Of(context).Name,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await webhooks.AddAsync(webhook, cancelled);
        context.Response.Headers.CacheControl = "no-store";
        WebhookTag.Set(context.Response, webhook);
        // Read again, for the database keeps moments to the microsecond.
        var saved = await webhooks.FindAsync(webhook.Id, cancelled) ?? webhook;
        return Results.Created(WebhookAddress.Of(webhook.Id), WebhookResource.Of(saved, vault) with { Secret = secret });
    }
}
