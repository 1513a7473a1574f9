using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Curlew.Domain.Definitions.Bodies;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>A body of parts (RFC 7578), each a field or a file, written as browsers write it (WHATWG HTML, multipart/form-data).</summary>
internal sealed class MultipartRules(FaultList faults, string path, VariableScope scope)
{
    private const string Type = "multipart/form-data";

    /// <summary>The body; null where it is faulty.</summary>
    public RequestBody? Read(IReadOnlyList<PartDocument> documents, IReadOnlyDictionary<string, string>? headers)
    {
        var multipart = FieldPath.Member(path, "multipart");
        if (HeaderRules.ValueOf(headers, "Content-Type") is not null)
        {
            faults.Add(
                multipart,
                $"Cannot stand beside a Content-Type header, for it brings its own (`{Type}` with the boundary); leave the "
                + "header out.");
        }

        if (documents.Count == 0)
            faults.Add(multipart, "Must have at least one part.");

        var parts = new List<Template>();
        for (var index = 0; index < documents.Count; index++)
        {
            var part = FieldPath.Element(multipart, index);
            if (!faults.At(part) && new Part(faults, part, scope).Read(documents[index]) is { } content)
                parts.Add(content);
        }

        return parts.Count > 0 && parts.Count == documents.Count ? Join(parts, documents) : null;
    }

    private static RequestBody Join(List<Template> parts, IReadOnlyList<PartDocument> documents)
    {
        var boundary = BoundaryOf(parts);
        var content = new TemplateBuilder();
        foreach (var part in parts)
            content.Add($"--{boundary}\r\n").Add(part).Add("\r\n");
        return new RequestBody(content.Add($"--{boundary}--\r\n").Build(), $"{Type}; boundary={boundary}", new MultipartBody(documents));
    }

    /// <summary>
    /// Made from the parts, so that the same parts always have the same one and none of them holds it. What their variables
    /// will hold is not known here.
    /// </summary>
    private static string BoundaryOf(List<Template> parts)
    {
        var literals = parts.SelectMany(part => part.Segments).Select(segment => segment.Literal).ToList();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var literal in literals)
            hash.AppendData(literal.Span);
        while (true)
        {
            var boundary = $"curlew-{Convert.ToHexStringLower(hash.GetCurrentHash().AsSpan(0, 16))}";
            var bytes = Encoding.ASCII.GetBytes(boundary);
            if (!literals.Exists(literal => literal.Span.IndexOf(bytes) >= 0))
                return boundary;
            hash.AppendData(bytes);
        }
    }

    /// <summary>One part.</summary>
    private sealed class Part(FaultList faults, string path, VariableScope scope)
    {
        /// <summary>Its headers and content; null where it is faulty.</summary>
        public Template? Read(PartDocument document)
        {
            var contentType = document.ContentType ?? (document.FileName is null ? null : BodyRules.BytesType);
            CheckContentType(document.ContentType);
            if (!faults.Has(Field("name")))
                faults.Add(Field("name"), "Is missing: each part needs the name of its field.");
            else if (document.Name == "" && !faults.At(Field("name")))
                faults.Add(Field("name"), "Must not be empty: it is the name of the part's field.");
            CheckContent();

            var name = scope.Read(document.Name, ValueEncoding.Quoted, Field("name"));
            var fileName = scope.Read(document.FileName, ValueEncoding.Quoted, Field("fileName"));
            var value = ReadContent(document, contentType);
            if (name is null || value is null || (document.FileName is not null && fileName is null))
                return null;

            var part = new TemplateBuilder().Add("Content-Disposition: form-data; name=\"").Add(name, Quoted).Add("\"");
            if (fileName is not null)
                part.Add("; filename=\"").Add(fileName, Quoted).Add("\"");
            if (contentType is not null)
                part.Add($"\r\nContent-Type: {contentType}");
            return part.Add("\r\n\r\n").Add(value).Build();
        }

        private void CheckContent()
        {
            if (faults.Has(Field("value")) && faults.Has(Field("base64")))
                faults.Add(Field("base64"), "Cannot stand beside `value`; give one of the two.");
            else if (!faults.Has(Field("value")) && !faults.Has(Field("base64")))
                faults.Add(Field("value"), "Is missing: a part needs its text as `value`, or a file its bytes as `base64`.");
            if (faults.Has(Field("base64")) && !faults.Has(Field("fileName")))
                faults.Add(Field("base64"), "Belongs to a file: give its `fileName` too, or the text of a field as `value`.");
        }

        private Template? ReadContent(PartDocument document, string? contentType)
        {
            if (document.Value is not null)
                return scope.Read(document.Value, BodyRules.IsJson(contentType) ? ValueEncoding.Json : ValueEncoding.None, Field("value"));
            if (document.Base64 is null)
                return null;
            if (BodyRules.TryDecode(document.Base64, out var bytes))
                return Template.OfLiteral("", bytes);
            faults.Add(Field("base64"), BodyRules.NoBase64);
            return null;
        }

        /// <summary>It stands in a header of its own, so it must not be able to begin another one.</summary>
        private void CheckContentType(string? contentType)
        {
            if (contentType is not null
                && (contentType.Any(c => c is < ' ' or > '~') || !MediaTypeHeaderValue.TryParse(contentType, out _)))
            {
                faults.Add(
                    Field("contentType"),
                    "Must be a media type (RFC 9110, section 8.3), as in \"image/png\", without variables.");
            }
        }

        private static string Quoted(string text) => text
            .Replace("\"", "%22", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

        private string Field(string name) => FieldPath.Member(path, name);
    }
}
