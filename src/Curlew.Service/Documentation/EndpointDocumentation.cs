using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Json;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Microsoft.OpenApi;

namespace Curlew.Service.Documentation;

/// <summary>What an endpoint takes and answers with, for the OpenAPI document.</summary>
internal static class EndpointDocumentation
{
    private const string Json = "application/json";

    /// <summary>An answer with a body.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Answers(status, typeof(T), Json, description);

    /// <summary>An answer without a body.</summary>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(void))).Describes(status, description);

    /// <summary>The problems that it may answer with, beside those that every address may.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params ProblemType[] types)
    {
        foreach (var status in types.Append(ProblemType.InternalError).GroupBy(type => type.Status))
        {
            endpoint.Answers(
                status.Key, typeof(ProblemResource), ProblemResource.ContentType,
                string.Join(" ", status.Select(type => $"{type.Title} (`{type.Uri}`).")));
        }

        return endpoint;
    }

    /// <summary>The query parameters that it takes.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, IReadOnlyList<QueryParameter> parameters) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var parameter in parameters)
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = ParameterLocation.Query,
                    Description = $"{parameter.Description} Allowed: {parameter.Allowed}.",
                    Schema = parameter.Schema,
                    Example = parameter.Example,
                });
            }

            return Task.CompletedTask;
        });

    /// <summary>Takes the id of a run in its path.</summary>
    public static RouteHandlerBuilder TakesRunId(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "id"))
            {
                parameter.Description = "The run's id, a UUID as `POST /api/v1/runs` answered it.";
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            }

            return Task.CompletedTask;
        });

    /// <summary>Bodies that it takes, to start from.</summary>
    public static RouteHandlerBuilder TakesForExample(this RouteHandlerBuilder endpoint, IEnumerable<BodyExample> examples) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var content = (OpenApiMediaType)operation.RequestBody!.Content![Json];
            content.Examples = examples.ToDictionary(
                example => example.Name,
                IOpenApiExample (example) => new OpenApiExample
                {
                    Summary = example.Summary,
                    Value = JsonSerializer.SerializeToNode(example.Body, CurlewJson.Options),
                });
            return Task.CompletedTask;
        });

    /// <summary>A text that it takes, to start from.</summary>
    public static RouteHandlerBuilder TakesTextForExample(this RouteHandlerBuilder endpoint, string mediaType, string example) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            ((OpenApiMediaType)operation.RequestBody!.Content![mediaType]).Example = JsonValue.Create(example);
            return Task.CompletedTask;
        });

    /// <summary>A header of an answer.</summary>
    public static RouteHandlerBuilder AnswersWithHeader(
        this RouteHandlerBuilder endpoint, int status, string name, string description) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            ((OpenApiResponse)operation.Responses![$"{status}"]).Headers = new Dictionary<string, IOpenApiHeader>
            {
                [name] = new OpenApiHeader
                {
                    Description = description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            };
            return Task.CompletedTask;
        });

    /// <summary>An example of an answer.</summary>
    public static RouteHandlerBuilder AnswersForExample(this RouteHandlerBuilder endpoint, int status, JsonNode example) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var content in operation.Responses![$"{status}"].Content!.Values.OfType<OpenApiMediaType>())
                content.Example = example.DeepClone();
            return Task.CompletedTask;
        });

    private static RouteHandlerBuilder Answers(
        this RouteHandlerBuilder endpoint, int status, Type body, string contentType, string description) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, body, [contentType])).Describes(status, description);

    /// <summary>The description of the metadata itself does not reach the document for minimal APIs (10.0).</summary>
    private static RouteHandlerBuilder Describes(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses![$"{status}"].Description = description;
            return Task.CompletedTask;
        });
}

/// <summary>A body to start from.</summary>
/// <param name="Name">Its name in the document.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Body">The body itself.</param>
internal sealed record BodyExample(string Name, string Summary, object Body);
