using Curlew.Service.Problems;
using Microsoft.OpenApi;

namespace Curlew.Service.Features.Comparisons;

/// <summary>The addresses of comparisons below <c>/api/v1</c>, and the tag under which they are documented.</summary>
internal static class ComparisonAddress
{
    public const string Tag = "Comparisons";
    public const string Comparisons = "/comparisons";
    public const string Comparison = "/comparisons/{id}";
    public const string Stop = "/comparisons/{id}/stop";
    public const string Report = "/comparisons/{id}/report";

    /// <summary>The address of one comparison, as links show it.</summary>
    public static string Of(Guid id) => $"/api/v1/comparisons/{id:D}";

    /// <summary>There is no comparison of this id.</summary>
    public static IResult NotFound(string id) => Problem.Of(
        ProblemType.ComparisonNotFound,
        $"No comparison has the id \"{id}\"; GET /api/v1/comparisons lists those that there are.");

    /// <summary>Takes the id of a comparison in its path.</summary>
    public static RouteHandlerBuilder TakesComparisonId(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "id"))
            {
                parameter.Description = "The comparison's id, a UUID as `POST /api/v1/comparisons` answered it.";
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            }

            return Task.CompletedTask;
        });
}
