using Curlew.Service.Problems;
using Microsoft.OpenApi;

namespace Curlew.Service.Features.ApiKeys;

/// <summary>The addresses of API keys below <c>/api/v1</c>, and the tag under which they are documented.</summary>
internal static class ApiKeyAddress
{
    public const string Tag = "API keys";
    public const string Keys = "/api-keys";
    public const string Key = "/api-keys/{id}";

    /// <summary>The address of one key, as links show it.</summary>
    public static string Of(Guid id) => $"/api/v1/api-keys/{id:D}";

    /// <summary>Reads an id in its usual form of 36 characters.</summary>
    public static bool TryReadId(string? text, out Guid id) => Guid.TryParseExact(text, "D", out id);

    /// <summary>There is no key of this id.</summary>
    public static IResult NotFound(string id) => Problem.Of(
        ProblemType.ApiKeyNotFound, $"No API key has the id \"{id}\"; GET /api/v1/api-keys lists those that there are.");

    /// <summary>Takes the id of a key in its path.</summary>
    public static RouteHandlerBuilder TakesApiKeyId(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "id"))
            {
                parameter.Description = "The key's id, a UUID as `POST /api/v1/api-keys` answered it; not the key itself.";
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            }

            return Task.CompletedTask;
        });
}
