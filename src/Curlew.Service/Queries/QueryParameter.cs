using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Curlew.Service.Queries;

/// <summary>A query parameter: one object reads it, refuses what is not allowed, and documents it.</summary>
internal abstract class QueryParameter(string name, string description, string allowed)
{
    /// <summary>Its name in the URL.</summary>
    public string Name { get; } = name;

    /// <summary>What it is for, in the OpenAPI document.</summary>
    public string Description { get; } = description;

    /// <summary>What it may be, as the end of a sentence that starts with "Must be".</summary>
    public string Allowed { get; } = allowed;

    /// <summary>Its shape in the OpenAPI document.</summary>
    public required OpenApiSchema Schema { get; init; }

    /// <summary>An example, for its description.</summary>
    public JsonNode? Example { get; init; }
}

/// <inheritdoc/>
/// <typeparam name="T">What it is read as.</typeparam>
internal sealed class QueryParameter<T>(string name, string description, string allowed)
    : QueryParameter(name, description, allowed)
{
    /// <summary>What it is where the query does not have it.</summary>
    public T Default { get; init; } = default!;

    /// <summary>Reads it; false for what is not allowed.</summary>
    public required TryReadValue TryRead { get; init; }

    /// <summary>Reads a value.</summary>
    public delegate bool TryReadValue(string text, out T value);
}
