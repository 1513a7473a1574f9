using Curlew.Domain.Access;
using Curlew.Domain.Definitions.Reading;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Secrets;
using Curlew.Service.Security.Targets;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Changes a webhook.</summary>
internal sealed class ReplaceWebhook : ISlice
{
    private const string Description = """
        Saves what is sent. What GET answered can be changed and sent back, but for what only answers have: `url` as it is shown there, and `***`
        in place of `secret`, keep the saved ones, and so does leaving them out. Messages that still wait are sent to the new `url`, signed with the
        new `secret`. `If-Match` must name the ETag that GET answered; `*` replaces whatever is there.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut(WebhookAddress.Webhook, HandleAsync)
        .RequiresRole(ApiRole.Admin)
        .WithName("replaceWebhook")
        .WithTags(WebhookAddress.Tag)
        .WithSummary("Change a webhook")
        .WithDescription(Description)
        .TakesWebhookId()
        .TakesIfMatch(isRequired: true)
        .Accepts<WebhookRequest>("application/json")
        .TakesForExample(WebhookExamples.All)
        .Answers<WebhookResource>(StatusCodes.Status200OK, "The webhook as it is now.")
        .AnswersWithHeader(StatusCodes.Status200OK, "ETag", WebhookTag.Description)
        .Fails(
            ProblemType.NotJson, ProblemType.BadRequest, ProblemType.TargetNotAllowed, ProblemType.WebhookNotFound, ProblemType.StaleETag,
            ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidFields, ProblemType.PreconditionRequired);

    private static async Task<IResult> HandleAsync(
        string id,
        HttpRequest request,
        HttpResponse response,
        WebhookStore webhooks,
        TextVault vault,
        ITargets targets,
        TimeProvider time,
        CancellationToken cancelled)
    {
        if (!WebhookAddress.TryReadId(id, out var webhookId) || await webhooks.FindAsync(webhookId, cancelled) is not { } seen)
            return WebhookAddress.NotFound(id);
        if (WebhookTag.Refuse(request, seen, isRequired: true) is { } refused)
            return refused;
        var (body, unread) = await JsonBody.ReadAsync(request, JsonBody.SmallBytes, cancelled);
        if (unread is not null)
            return unread;
        if (JsonBody.Read(() => DocumentReader.Read<WebhookRequest>(body), out var reading) is { } problem)
            return problem;
        if (reading.Document is not { } document)
            return JsonBody.ProblemOf(reading.Faults);

        // Whoever allows any state has it replaced also where it is changed meanwhile.
        while (await webhooks.FindAsync(webhookId, cancelled) is { } saved)
        {
            if (WebhookTag.Refuse(request, saved, isRequired: true) is { } stale)
                return stale;
            var (changed, fault) = await ChangeAsync(saved, document, vault, targets, time.GetUtcNow(), cancelled);
            if (fault is not null)
                return fault;
            if (!await webhooks.TryReplaceAsync(changed!, saved.Version, cancelled))
                continue;
            WebhookTag.Set(response, changed!);
            return Results.Ok(WebhookResource.Of(changed!, vault));
        }

        return WebhookAddress.NotFound(id);
    }

    private static async Task<(WebhookRecord? Changed, IResult? Problem)> ChangeAsync(
        WebhookRecord saved, WebhookRequest document, TextVault vault, ITargets targets, DateTimeOffset now, CancellationToken cancelled)
    {
        var asked = new WebhookReading(document, WebhookMask.Of(saved, vault));
        if (asked.Faults.Count > 0)
            return (null, JsonBody.ProblemOf(asked.Faults));

        // A kept url is asked for when something is sent: who disables a webhook need not allow its target first.
        if (asked.NewUrl is { } url && await targets.ProblemOfAsync(url, cancelled) is { } refused)
            return (null, refused);
        return (
            new WebhookRecord
            {
                Id = saved.Id,
                Name = asked.Name,
                UrlSealed = asked.NewUrl is { } changed ? vault.Seal(changed.AbsoluteUri) : saved.UrlSealed,
                SecretSealed = asked.NewSecret is { } secret ? vault.Seal(secret.Reveal()) : saved.SecretSealed,
                EventsJson = asked.EventsJson,
                AllRuns = document.AllRuns ?? true,
                Enabled = document.Enabled ?? true,
                Version = saved.Version + 1,
                CreatedBy = saved.CreatedBy,
                CreatedAt = saved.CreatedAt,
                UpdatedAt = now,
            },
            null);
    }
}
