using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What a body may be, and the bytes that it comes to.</summary>
internal static class BodyRules
{
    private const string TextType = "text/plain; charset=utf-8";
    private const string JsonType = "application/json";
    private const string BytesType = "application/octet-stream";

    /// <summary>The body; null for none, and where it is faulty.</summary>
    public static RequestBody? Read(StepDocument step, string path, FaultList faults)
    {
        var bodyField = FieldPath.Member(path, "body");
        var base64Field = FieldPath.Member(path, "bodyBase64");
        if (faults.Has(bodyField) && faults.Has(base64Field))
        {
            faults.Add(base64Field, "Cannot stand beside `body`; give one of the two.");
            return null;
        }

        var body = step.Body is { } written ? FromJson(written, bodyField, faults)
            : step.BodyBase64 is { } base64 ? FromBase64(base64, base64Field, faults)
            : null;
        if (body?.Bytes.Length > DefinitionLimits.BodyBytes)
        {
            faults.Add(
                body.Kind == RequestBodyKind.Base64 ? base64Field : bodyField,
                $"Must have at most {DefinitionLimits.BodyBytes} bytes, but has {body.Bytes.Length}.");
        }

        return body;
    }

    private static RequestBody? FromJson(JsonElement written, string field, FaultList faults)
    {
        switch (written.ValueKind)
        {
            case JsonValueKind.String:
                return new RequestBody(Encoding.UTF8.GetBytes(written.GetString()!), TextType, RequestBodyKind.Text);
            case JsonValueKind.Object or JsonValueKind.Array:
                var compact = JsonSerializer.SerializeToUtf8Bytes(written, CurlewJson.Options);
                return new RequestBody(compact, JsonType, RequestBodyKind.Json);
            default:
                faults.Add(field, $"Must be a string, an object or an array, but is {ScalarCheck.KindOf(written)}.");
                return null;
        }
    }

    private static RequestBody? FromBase64(string base64, string field, FaultList faults)
    {
        var bytes = new byte[base64.Length];
        if (Convert.TryFromBase64String(base64, bytes, out var length))
            return new RequestBody(bytes.AsMemory(0, length), BytesType, RequestBodyKind.Base64);
        faults.Add(field, "Must be base64 (RFC 4648, section 4): letters, digits, + and /, padded with = to a multiple of four.");
        return null;
    }
}
