using Curlew.Service.Problems;
using Curlew.Storage.Definitions;
using Microsoft.OpenApi;

namespace Curlew.Service.Features.Definitions;

/// <summary>The addresses of saved definitions below <c>/api/v1</c>, and the tag under which they are documented.</summary>
internal static class DefinitionAddress
{
    public const string Tag = "Definitions";
    public const string Definitions = "/definitions";
    public const string Definition = "/definitions/{id}";
    public const string Revisions = "/definitions/{id}/revisions";
    public const string Revision = "/definitions/{id}/revisions/{revision}";
    public const string Clone = "/definitions/{id}/clone";
    public const string Trend = "/definitions/{id}/trend";
    public const string Baseline = "/definitions/{id}/baseline";

    /// <summary>The address of one definition, as links show it.</summary>
    public static string Of(Guid id) => $"/api/v1/definitions/{id:D}";

    /// <summary>Reads an id in its usual form of 36 characters.</summary>
    public static bool TryReadId(string? text, out Guid id) => Guid.TryParseExact(text, "D", out id);

    /// <summary>There is no definition of this id.</summary>
    public static IResult NotFound(string id) => Problem.Of(
        ProblemType.DefinitionNotFound, $"No definition has the id \"{id}\"; GET /api/v1/definitions lists those that there are.");

    /// <summary>A definition was made.</summary>
    public static IResult Created(HttpResponse response, SavedDefinition saved)
    {
        DefinitionTag.Set(response, saved.Definition);
        return Results.Created(Of(saved.Definition.Id), DefinitionResource.Of(saved));
    }

    /// <summary>Takes the id of a definition in its path, and may answer that there is none.</summary>
    public static RouteHandlerBuilder TakesDefinitionId(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "id"))
            {
                parameter.Description = "The definition's id, a UUID as `POST /api/v1/definitions` answered it.";
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            }

            return Task.CompletedTask;
        });
}
