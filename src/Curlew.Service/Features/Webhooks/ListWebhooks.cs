using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Lists webhooks.</summary>
internal sealed class ListWebhooks : ISlice
{
    private const int GreatestLimit = 200;
    private const int DefaultLimit = 50;

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);

    private static readonly QueryParameter<Guid?> After = QueryParameters.Cursor<Guid?>(Cursor.TryReadWebhook);

    private static readonly QueryParameter[] Parameters = [Limit, After];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(WebhookAddress.Webhooks, HandleAsync)
        .WithName("listWebhooks")
        .WithTags(WebhookAddress.Tag)
        .WithSummary("List webhooks, newest first")
        .WithDescription("Follow `nextCursor` for older webhooks; where it is absent, there are none.")
        .Takes(Parameters)
        .Answers<WebhookList>(StatusCodes.Status200OK, "Webhooks, newest first.")
        .Fails(ProblemType.InvalidQuery);

    private static async Task<IResult> HandleAsync(
        HttpRequest request, WebhookStore webhooks, TextVault vault, CancellationToken cancelled)
    {
        var query = new QueryReading(request.Query, Parameters);
        var (limit, after) = (query.Read(Limit), query.Read(After));
        if (query.Problem() is { } problem)
            return problem;

        var page = await webhooks.ListAsync(limit, after, cancelled);
        return Results.Ok(new WebhookList(
            [.. page.Items.Select(webhook => WebhookResource.Of(webhook, vault))], page.Next is { } next ? Cursor.OfWebhook(next) : null));
    }
}

/// <summary>A part of the list of webhooks.</summary>
/// <param name="Items">The webhooks, newest first.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> for older webhooks; absent where there are none.</param>
public sealed record WebhookList(IReadOnlyList<WebhookResource> Items, string? NextCursor);
