using Curlew.Service.Problems;
using Curlew.Storage.Webhooks;
using Microsoft.OpenApi;

namespace Curlew.Service.Features.Webhooks;

/// <summary>The addresses of webhooks below <c>/api/v1</c>, and the tag under which they are documented.</summary>
internal static class WebhookAddress
{
    public const string Tag = "Webhooks";
    public const string Webhooks = "/webhooks";
    public const string Webhook = "/webhooks/{id}";
    public const string Test = "/webhooks/{id}/test";
    public const string Deliveries = "/webhooks/{id}/deliveries";
    public const string Delivery = "/webhooks/{id}/deliveries/{deliveryId}";
    public const string Redelivery = "/webhooks/{id}/deliveries/{deliveryId}/redeliver";

    /// <summary>The address of one webhook, as links show it.</summary>
    public static string Of(Guid id) => $"/api/v1/webhooks/{id:D}";

    /// <summary>The address of one delivery, as links show it.</summary>
    public static string Of(WebhookDeliveryRecord delivery) => $"{Of(delivery.WebhookId)}/deliveries/{delivery.Id:D}";

    /// <summary>Reads an id in its usual form of 36 characters.</summary>
    public static bool TryReadId(string text, out Guid id) => Guid.TryParseExact(text, "D", out id);

    /// <summary>There is no webhook of this id.</summary>
    public static IResult NotFound(string id) => Problem.Of(
        ProblemType.WebhookNotFound, $"No webhook has the id \"{id}\"; GET /api/v1/webhooks lists those that there are.");

    /// <summary>The webhook has no delivery of this id.</summary>
    public static IResult DeliveryNotFound(Guid webhook, string id) => Problem.Of(
        ProblemType.DeliveryNotFound,
        $"The webhook has no delivery with the id \"{id}\" (any more: they are deleted after Retention:DeliveryDays); GET "
        + $"{Of(webhook)}/deliveries lists those that there are.");

    /// <summary>Nothing is sent to a disabled one.</summary>
    public static IResult? RefuseDisabled(WebhookRecord webhook) => webhook.Enabled
        ? null
        : Problem.Of(ProblemType.WebhookDisabled, "Nothing is sent to a disabled webhook; PUT it with \"enabled\": true first.");

    /// <summary>Takes the ids in its path.</summary>
    public static RouteHandlerBuilder TakesWebhookId(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
            {
                parameter.Description = parameter.Name == "id"
                    ? "The webhook's id, a UUID as `POST /api/v1/webhooks` answered it."
                    : "The delivery's id, a UUID, which its receiver was told as `webhook-id`.";
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            }

            return Task.CompletedTask;
        });
}
