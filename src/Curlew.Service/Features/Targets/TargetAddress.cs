using Curlew.Service.Problems;
using Microsoft.OpenApi;

namespace Curlew.Service.Features.Targets;

/// <summary>The addresses of target rules below <c>/api/v1</c>, and the tag under which they are documented.</summary>
internal static class TargetAddress
{
    public const string Tag = "Targets";
    public const string Targets = "/targets";
    public const string Target = "/targets/{id}";
    public const string Check = "/targets/check";

    /// <summary>The address of one rule, as links show it.</summary>
    public static string Of(Guid id) => $"/api/v1/targets/{id:D}";

    /// <summary>There is no rule of this id.</summary>
    public static IResult NotFound(string id) => Problem.Of(
        ProblemType.TargetNotFound,
        $"No target rule has the id \"{id}\"; GET /api/v1/targets lists those that there are. Those of the settings have no id.");

    /// <summary>Takes the id of a rule in its path.</summary>
    public static RouteHandlerBuilder TakesTargetId(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "id"))
            {
                parameter.Description = "The rule's id, a UUID as `POST /api/v1/targets` answered it.";
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            }

            return Task.CompletedTask;
        });
}
