using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Curlew.Service.Hosting.OpenApi;

/// <summary>
/// Makes the schemas say what the API really does: it writes no nulls (a value that is not there is absent), so no type
/// is "or null"; enumerations are words; and JSON that is passed through is a string, an object or an array.
/// </summary>
internal sealed partial class SchemaTidying : IOpenApiDocumentTransformer
{
    private const string PassedThrough = nameof(JsonElement);
    private const JsonSchemaType PassedThroughTypes = JsonSchemaType.String | JsonSchemaType.Object | JsonSchemaType.Array;

    /// <inheritdoc/>
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        schemas.Remove(PassedThrough);
        foreach (var schema in schemas.Values.OfType<OpenApiSchema>())
        {
            schema.Description = OnLines(schema.Description);
            if (schema.Enum is { Count: > 0 } words)
            {
                schema.Type = JsonSchemaType.String;
                schema.Enum = [.. words.Where(word => word?.GetValueKind() == JsonValueKind.String)];
            }

            foreach (var (name, property) in schema.Properties?.ToList() ?? [])
            {
                if (IsNullable(property))
                    schema.Required?.Remove(name);
                schema.Properties![name] = Tidy(property, document);
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsNullable(IOpenApiSchema property) => property.OneOf?.Any(choice => choice.Type == JsonSchemaType.Null)
        ?? property.Type?.HasFlag(JsonSchemaType.Null)
        ?? false;

    private static IOpenApiSchema Tidy(IOpenApiSchema property, OpenApiDocument document)
    {
        var target = property.OneOf?.FirstOrDefault(choice => choice.Type != JsonSchemaType.Null) ?? property;
        if (target is OpenApiSchemaReference reference)
        {
            var description = OnLines(reference.Reference.Description ?? property.Description);
            return reference.Reference.Id == PassedThrough
                ? new OpenApiSchema { Type = PassedThroughTypes, Description = description }
                : new OpenApiSchemaReference(reference.Reference.Id!, document) { Description = description };
        }

        if (property is OpenApiSchema schema)
        {
            schema.Type &= ~JsonSchemaType.Null;
            schema.Description = OnLines(schema.Description);
        }

        return property;
    }

    /// <summary>Takes the indentation out that the source code has; Markdown would take it for code.</summary>
    private static string? OnLines(string? text) => text is null ? null : Indentation().Replace(text, "\n");

    [GeneratedRegex(@"\s*\n\s*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Indentation();
}
