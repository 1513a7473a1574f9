using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions.Documents;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Curlew.Service.Hosting.OpenApi;

/// <summary>Rules of definitions that ASP.NET Core does not write into schemas by itself.</summary>
internal sealed class SchemaRules : IOpenApiSchemaTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type.Namespace == typeof(RunDefinitionDocument).Namespace)
            schema.AdditionalPropertiesAllowed = false;
        var allowed = context.JsonPropertyInfo?.AttributeProvider
            ?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: false);
        if (allowed is [AllowedValuesAttribute words])
            schema.Enum = [.. words.Values.Select(word => JsonValue.Create((string)word!))];

        // The XML docs of an enumeration do not reach the schema of its nullable form, and the document has one for both.
        if (Nullable.GetUnderlyingType(context.JsonTypeInfo.Type)?.GetCustomAttribute<DescriptionAttribute>() is { } description)
            schema.Description ??= description.Description;
        return Task.CompletedTask;
    }
}
