using System.Text.Json.Nodes;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>One operation of the service's own OpenAPI document, as far as it says what may be sent.</summary>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Path">The path, with its parameters in braces.</param>
/// <param name="Parameters">What it takes beside a body.</param>
/// <param name="Bodies">The bodies that it takes, by media type; none where it takes none.</param>
internal sealed record ApiOperation(
    string Method, string Path, IReadOnlyList<ApiParameter> Parameters, IReadOnlyList<ApiBody> Bodies)
{
    /// <summary>All operations; those that delete come last, for others to find what they take away.</summary>
    public static IReadOnlyList<ApiOperation> ReadAll(JsonNode document) =>
    [
        .. document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => Read(document, path.Key, operation.Key, operation.Value!)))
            .OrderBy(operation => operation.Method == "DELETE"),
    ];

    private static ApiOperation Read(JsonNode document, string path, string method, JsonNode operation) => new(
        method.ToUpperInvariant(),
        path,
        [.. (operation["parameters"]?.AsArray() ?? []).Select(parameter => new ApiParameter((string)parameter!["name"]!, (string)parameter["in"]!))],
        [.. (operation["requestBody"]?["content"]?.AsObject() ?? []).Select(body => ApiBody.Read(document, body.Key, body.Value!))]);

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>A parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In">Where it is: <c>path</c>, <c>query</c>, <c>header</c> or <c>cookie</c>.</param>
internal sealed record ApiParameter(string Name, string In);
