using System.Text.Json;
using Curlew.Domain.Definitions.Bodies;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Templates;
using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What a body may be, and what it comes to.</summary>
internal sealed class BodyRules(FaultList faults, string path, VariableScope scope)
{
    private const string TextType = "text/plain; charset=utf-8";
    private const string JsonType = "application/json";
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Bytes of which nothing more is known.</summary>
    public const string BytesType = "application/octet-stream";

    /// <summary>What base64 has to be.</summary>
    public const string NoBase64 = "Must be base64 (RFC 4648, section 4): letters, digits, + and /, padded with = to a multiple of four.";

    /// <summary>The fields that a body can be given in.</summary>
    public static readonly string[] Forms = ["body", "bodyBase64", "form", "multipart"];

    /// <summary>The body; null for none, and where it is faulty.</summary>
    public RequestBody? Read(StepDocument step)
    {
        string[] given = [.. Forms.Where(form => faults.Has(Field(form)))];
        foreach (var other in given.Skip(1))
            faults.Add(Field(other), $"Cannot stand beside `{given[0]}`; give one of the two.");

        // Each is read, so that the faults of all are named.
        var bodies = given.Select(form => ReadOne(form, step)).ToList();
        return bodies.Count == 1 ? bodies[0] : null;
    }

    /// <summary>Whether a media type is one of JSON, in which variables have to be written as JSON has it.</summary>
    public static bool IsJson(string? mediaType)
    {
        var essence = mediaType?.Split(';')[0].Trim() ?? "";
        return essence.Equals(JsonType, StringComparison.OrdinalIgnoreCase) || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private RequestBody? ReadOne(string form, StepDocument step)
    {
        var field = Field(form);
        var body = form switch
        {
            "body" => step.Body is { } written ? FromJson(written, HeaderRules.ValueOf(step.Headers, "Content-Type"), field) : null,
            "bodyBase64" => step.BodyBase64 is { } base64 ? FromBase64(base64, field) : null,
            "form" => step.Form is { } fields ? FromForm(fields, field) : null,
            _ => step.Multipart is { } parts ? new MultipartRules(faults, path, scope).Read(parts, step.Headers) : null,
        };
        var length = body?.Content.Segments.Sum(segment => segment.Literal.Length) ?? 0;
        if (length > DefinitionLimits.BodyBytes)
            faults.Add(field, $"Must have at most {DefinitionLimits.BodyBytes} bytes, but has {length}.");
        return body;
    }

    private RequestBody? FromJson(JsonElement written, string? contentType, string field)
    {
        switch (written.ValueKind)
        {
            case JsonValueKind.String:
                var text = written.GetString()!;
                return scope.Read(text, IsJson(contentType) ? ValueEncoding.Json : ValueEncoding.None, field) is { } template
                    ? new RequestBody(template, TextType, new TextBody(text))
                    : null;
            case JsonValueKind.Object or JsonValueKind.Array:
                return new JsonTexts(scope).AreSound(written, field)
                    && TemplateParser.TryParse(JsonSerializer.Serialize(written, CurlewJson.Options), ValueEncoding.Json, out var json, out _)
                    ? new RequestBody(json, JsonType, new JsonBody(written.Clone()))
                    : null;
            default:
                faults.Add(field, $"Must be a string, an object or an array, but is {ScalarCheck.KindOf(written)}.");
                return null;
        }
    }

    private RequestBody? FromBase64(string base64, string field)
    {
        if (TryDecode(base64, out var bytes))
            return new RequestBody(Template.OfLiteral("", bytes), BytesType, new Base64Body(base64));
        faults.Add(field, NoBase64);
        return null;
    }

    private RequestBody? FromForm(IReadOnlyDictionary<string, string> fields, string form)
    {
        var content = new TemplateBuilder();
        var isSound = true;
        foreach (var (name, value) in fields)
        {
            var field = FieldPath.Member(form, name);
            var (key, text) = (scope.Read(name, ValueEncoding.Form, field), scope.Read(value, ValueEncoding.Form, field));
            if (key is not null && text is not null)
                content.Add(content.IsEmpty ? "" : "&").Add(key, FormEncoded).Add("=").Add(text, FormEncoded);
            else
                isSound = false;
        }

        return isSound ? new RequestBody(content.Build(), FormType, new FormBody([.. fields])) : null;
    }

    /// <summary>The bytes of base64.</summary>
    public static bool TryDecode(string base64, out ReadOnlyMemory<byte> bytes)
    {
        var buffer = new byte[base64.Length];
        var isBase64 = Convert.TryFromBase64String(base64, buffer, out var length);
        bytes = buffer.AsMemory(0, length);
        return isBase64;
    }

    private static string FormEncoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private string Field(string name) => FieldPath.Member(path, name);
}
