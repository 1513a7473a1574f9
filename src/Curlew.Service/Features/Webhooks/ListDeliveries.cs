using Curlew.Domain.Notifications;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Lists what a webhook was told.</summary>
internal sealed class ListDeliveries : ISlice
{
    private const int GreatestLimit = 200;
    private const int DefaultLimit = 50;

    private static readonly QueryParameter<DeliveryState?> State = QueryParameters.Word<DeliveryState?>(
        "state", "Only deliveries that are so far.", ApiWords<DeliveryState>.All, ApiWords<DeliveryState>.TryRead);

    private static readonly QueryParameter<RunEvent?> Event = QueryParameters.Word<RunEvent?>(
        "event", "Only deliveries that tell this.", ApiWords<RunEvent>.All, ApiWords<RunEvent>.TryRead);

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);

    private static readonly QueryParameter<Guid?> After = QueryParameters.Cursor<Guid?>(Cursor.TryReadDelivery);

    private static readonly QueryParameter[] Parameters = [State, Event, Limit, After];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(WebhookAddress.Deliveries, HandleAsync)
        .WithName("listDeliveries")
        .WithTags(WebhookAddress.Tag)
        .WithSummary("List deliveries, newest first")
        .WithDescription("""
            What a webhook was told, and what became of it. Filters add up. Follow `nextCursor` for older deliveries. Those that are not to be sent any
            more stay for `Retention:DeliveryDays`.
            """)
        .TakesWebhookId()
        .Takes(Parameters)
        .Answers<DeliveryList>(StatusCodes.Status200OK, "Deliveries, newest first.")
        .Fails(ProblemType.InvalidQuery, ProblemType.WebhookNotFound);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, WebhookStore webhooks, WebhookDeliveryStore deliveries, CancellationToken cancelled)
    {
        var query = new QueryReading(request.Query, Parameters);
        var (state, @event, limit, after) = (query.Read(State), query.Read(Event), query.Read(Limit), query.Read(After));
        if (query.Problem() is { } problem)
            return problem;
        if (!WebhookAddress.TryReadId(id, out var webhookId) || await webhooks.FindAsync(webhookId, cancelled) is null)
            return WebhookAddress.NotFound(id);

        var page = await deliveries.ListAsync(webhookId, state, @event, limit, after, cancelled);
        return Results.Ok(new DeliveryList(
            [.. page.Items.Select(DeliveryResource.Of)], page.Next is { } next ? Cursor.OfDelivery(next) : null));
    }
}

/// <summary>A part of the list of deliveries.</summary>
/// <param name="Items">The deliveries, newest first.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> for older deliveries; absent where there are none.</param>
public sealed record DeliveryList(IReadOnlyList<DeliveryResource> Items, string? NextCursor);
