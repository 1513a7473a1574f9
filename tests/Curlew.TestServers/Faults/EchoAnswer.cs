using System.Text.Json.Serialization;

namespace Curlew.TestServers.Faults;

/// <summary>What <c>/echo</c> answers, as camel-case JSON: the request as it arrived.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path without query.</param>
/// <param name="Query">The query with its question mark, or nothing.</param>
/// <param name="Protocol"><c>HTTP/1.1</c> or <c>HTTP/2</c>.</param>
/// <param name="Headers">The headers; names as they arrived, HTTP/2's pseudo-headers not among them.</param>
/// <param name="BodyBytes">The body's length.</param>
/// <param name="BodyBase64">The body.</param>
/// <param name="BodyText">The body read as UTF-8.</param>
public sealed record EchoAnswer(
    string Method,
    string Path,
    string Query,
    string Protocol,
    IReadOnlyDictionary<string, string[]> Headers,
    long BodyBytes,
    string BodyBase64,
    string BodyText);

/// <summary>Serializers made at build time: reflection's would cost the first request a hundred milliseconds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EchoAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class EchoJson : JsonSerializerContext;
