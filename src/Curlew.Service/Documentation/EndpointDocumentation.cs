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

    private static readonly ProblemType[] OfEveryAddress =
        [ProblemType.InternalError, ProblemType.DatabaseUnavailable, ProblemType.TimedOut];

    /// <summary>An answer with a body.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Answers(status, typeof(T), Json, description);

    /// <summary>An answer without a body.</summary>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(void))).Describes(status, description);

    /// <summary>Other media types that an answer may come in.</summary>
    public static RouteHandlerBuilder AnswersAlsoAs(this RouteHandlerBuilder endpoint, int status, params string[] mediaTypes) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var mediaType in mediaTypes)
            {
                operation.Responses![$"{status}"].Content![mediaType] =
                    new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            }

            return Task.CompletedTask;
        });

    /// <summary>The problems that it may answer with, beside those that every address may.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params ProblemType[] types)
    {
        foreach (var status in types.Concat(OfEveryAddress).GroupBy(type => type.Status))
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
                    Description = $"{parameter.Description} Allowed: {parameter.Allowed}.{InWords(parameter.Example)}",
                    Schema = parameter.Schema,
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

    /// <summary>
    /// Takes a body of this kind as well as the one that it accepts; <paramref name="changes"/> is its field that holds changes
    /// to such a one.
    /// </summary>
    public static RouteHandlerBuilder TakesAlso<T>(this RouteHandlerBuilder endpoint, string changes) =>
        endpoint.AddOpenApiOperationTransformer(async (operation, context, cancelled) =>
        {
            var content = (OpenApiMediaType)operation.RequestBody!.Content![Json];
            var schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancelled);
            schema.Properties![changes] = new OpenApiSchemaReference(((OpenApiSchemaReference)content.Schema!).Reference.Id!, context.Document)
            {
                Description = schema.Properties[changes].Description,
            };
            context.Document!.AddComponent(typeof(T).Name, schema);
            content.Schema = new OpenApiSchema
            {
                OneOf = [content.Schema, new OpenApiSchemaReference(typeof(T).Name, context.Document)],
            };
        });

    /// <summary>A text that it takes, to start from.</summary>
    public static RouteHandlerBuilder TakesTextForExample(this RouteHandlerBuilder endpoint, string mediaType, string example) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            ((OpenApiMediaType)operation.RequestBody!.Content![mediaType]).Example = JsonValue.Create(example);
            return Task.CompletedTask;
        });

    /// <summary>A header that it takes.</summary>
    public static RouteHandlerBuilder TakesHeader(
        this RouteHandlerBuilder endpoint, string name, string description, bool isRequired = false) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Required = isRequired,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            return Task.CompletedTask;
        });

    /// <summary>An answer with a body that is also to be had as a text of another kind.</summary>
    public static RouteHandlerBuilder AnswersAlsoAs(this RouteHandlerBuilder endpoint, int status, string contentType) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses![$"{status}"].Content![contentType.Split(';')[0]] =
                new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            return Task.CompletedTask;
        });

    /// <summary>A header of an answer.</summary>
    public static RouteHandlerBuilder AnswersWithHeader(
        this RouteHandlerBuilder endpoint, int status, string name, string description) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var response = (OpenApiResponse)operation.Responses![$"{status}"];
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers[name] = new OpenApiHeader
            {
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
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

    /// <summary>An answer with a body of another media type.</summary>
    public static RouteHandlerBuilder Answers(
        this RouteHandlerBuilder endpoint, int status, Type body, string contentType, string description) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, body, [contentType])).Describes(status, description);

    /// <summary>Swagger UI fills examples in, and whoever just clicks would ask for what nobody has.</summary>
    private static string InWords(JsonNode? example) => example is null ? "" : $" Example: `{example}`.";

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
