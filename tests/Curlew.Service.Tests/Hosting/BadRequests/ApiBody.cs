using System.Text.Json.Nodes;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>A body that an operation takes.</summary>
/// <param name="MediaType">Its type.</param>
/// <param name="Examples">Bodies that are right, of which wrong ones are made; at least one.</param>
/// <param name="Fields">The fields of it and of what it holds, each as the names and places that lead to it.</param>
internal sealed record ApiBody(string MediaType, IReadOnlyList<JsonNode> Examples, IReadOnlyList<IReadOnlyList<string>> Fields)
{
    /// <summary>A place in an array, in <see cref="Fields"/>.</summary>
    public const string FirstPlace = "[0]";

    private const int GreatestDepth = 6;

    /// <summary>Reads it, with the schemas of its document.</summary>
    public static ApiBody Read(JsonNode document, string mediaType, JsonNode content)
    {
        var examples = (content["examples"]?.AsObject() ?? []).Select(example => example.Value!["value"]!).ToList();
        if (content["example"] is { } example)
            examples.Add(example);
        if (examples.Count == 0)
            examples.Add(new JsonObject());
        var fields = new List<IReadOnlyList<string>>();
        Collect(document, content["schema"], [], fields);
        return new ApiBody(mediaType, examples, fields);
    }

    private static void Collect(JsonNode document, JsonNode? schema, IReadOnlyList<string> path, List<IReadOnlyList<string>> fields)
    {
        if (schema is not JsonObject || path.Count > GreatestDepth)
            return;
        if ((string?)schema["$ref"] is { } reference)
            schema = document["components"]!["schemas"]![reference.Split('/')[^1]]!;
        foreach (var choice in schema["oneOf"]?.AsArray() ?? [])
            Collect(document, choice, path, fields);
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
            Add(document, property, [.. path, name], fields);
        if (schema["items"] is { } items)
            Add(document, items, [.. path, FirstPlace], fields);
        if (schema["additionalProperties"] is JsonObject values)
            Add(document, values, [.. path, "any"], fields);
    }

    private static void Add(JsonNode document, JsonNode? schema, IReadOnlyList<string> path, List<IReadOnlyList<string>> fields)
    {
        // A schema may hold itself, at any depth; a field is the same whichever way leads to it.
        if (path.Count > 1 && path.Take(path.Count - 1).Contains(path[^1]) && path[^1] != FirstPlace)
            return;
        fields.Add(path);
        Collect(document, schema, path, fields);
    }
}
