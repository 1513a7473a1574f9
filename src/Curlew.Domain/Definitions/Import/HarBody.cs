using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Import;

/// <summary>
/// The body of an entry's request. Browsers write it as text and, of forms, their fields too; the text is what was sent, so
/// that fields are used only where they come to the same text, or where there is none.
/// </summary>
internal static class HarBody
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string MultipartType = "multipart/form-data";

    /// <summary>What Chrome writes instead of a file's content.</summary>
    private const string ChromesFile = "(binary)";

    /// <summary>The step with the body, its headers as they then have to be.</summary>
    public static StepDocument AddTo(StepDocument step, HarNode request, HarHeaders headers, HarNotes notes)
    {
        if (request.Object("postData") is not { } data)
            return step;
        var type = data.Text("mimeType") is { Length: > 0 } written ? written : headers.ValueOf("Content-Type") ?? "";
        var text = data.Text("text") ?? "";
        var fields = data.Objects("params").ToList();
        if (IsType(type, MultipartType) && fields.Count > 0)
        {
            headers.Remove("Content-Type");
            return step with { Multipart = [.. fields.Select(field => PartOf(field, notes))] };
        }

        if (text.Length == 0)
            return FormOf(fields) is { } form ? step with { Form = form } : step;
        if (type.Length > 0)
            headers.AddMissing("Content-Type", type);
        if (data.Text("encoding") is { } encoding && encoding.Equals("base64", StringComparison.OrdinalIgnoreCase))
            return step with { BodyBase64 = text };
        return IsType(type, FormType) && FormOf(text) is { } read
            ? step with { Form = read }
            : step with { Body = JsonSerializer.SerializeToElement(TemplateParser.Escape(text)) };
    }

    private static PartDocument PartOf(HarNode field, HarNotes notes)
    {
        var value = field.Text("value");
        var fileName = field.Text("fileName");
        var isFile = fileName is not null || value == ChromesFile;
        if (isFile && value is null or "" or ChromesFile)
        {
            notes.Add(field.Path, "the archive does not hold the file's content: put it into `value` or `base64` of the part");
            value = "";
        }

        return new PartDocument
        {
            Name = TemplateParser.Escape(field.NeededText("name") ?? ""),
            Value = TemplateParser.Escape(value ?? ""),
            FileName = !isFile ? null : TemplateParser.Escape(fileName is { Length: > 0 } ? fileName : "file"),
            ContentType = field.Text("contentType") is { Length: > 0 } type ? type : null,
        };
    }

    /// <summary>Fields without a text; a definition has each name once.</summary>
    private static OrderedDictionary<string, string>? FormOf(List<HarNode> fields)
    {
        if (fields.Count == 0)
            return null;
        var form = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var name = TemplateParser.Escape(field.NeededText("name") ?? "");
            if (!form.TryAdd(name, TemplateParser.Escape(field.Text("value") ?? "")))
                field.Tell("name", "is that of another field too, which a `form` cannot hold");
        }

        return form;
    }

    /// <summary>The fields that come to exactly this text; null where none do, as of names that are there twice.</summary>
    private static OrderedDictionary<string, string>? FormOf(string text)
    {
        var form = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&'))
        {
            var (name, value) = pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at
                ? (Decoded(pair[..at]), Decoded(pair[(at + 1)..]))
                : ("", "");
            if (name.Length == 0 || pair != $"{Encoded(name)}={Encoded(value)}" || !form.TryAdd(TemplateParser.Escape(name), TemplateParser.Escape(value)))
                return null;
        }

        return form;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Encoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static bool IsType(string type, string essence) => type.Split(';')[0].Trim().Equals(essence, StringComparison.OrdinalIgnoreCase);
}
