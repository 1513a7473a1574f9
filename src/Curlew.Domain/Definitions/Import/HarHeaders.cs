using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Import;

/// <summary>The headers of an entry's request: those that a definition gives, without those that libcurl makes itself.</summary>
internal sealed class HarHeaders
{
    private static readonly string[] Encodings = ["gzip", "deflate", "br", "zstd"];
    private readonly OrderedDictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private HarHeaders()
    {
    }

    /// <summary>Whether compressed answers were asked for.</summary>
    public bool AskForCompression { get; private set; }

    /// <summary>Reads them; what is left out for a reason that is not plain goes to the notes.</summary>
    public static HarHeaders Read(HarNode request, string url, HarNotes notes)
    {
        var headers = new HarHeaders();
        foreach (var header in request.Objects("headers"))
        {
            if (header.NeededText("name") is { } name && header.Text("value") is var value)
                headers.Add(name, value ?? "", url, header.Path, notes);
        }

        return headers;
    }

    /// <summary>A header's value; null where it is not there.</summary>
    public string? ValueOf(string name) => _headers.GetValueOrDefault(name);

    /// <summary>Gives a header that is not there yet.</summary>
    public void AddMissing(string name, string value) => _headers.TryAdd(name, value);

    /// <summary>Takes a header away.</summary>
    public void Remove(string name) => _headers.Remove(name);

    /// <summary>As a step has them; null for none.</summary>
    public OrderedDictionary<string, string>? ToDocument() => _headers.Count == 0
        ? null
        : new(_headers.Select(header => KeyValuePair.Create(header.Key, TemplateParser.Escape(header.Value))));

    private void Add(string name, string value, string url, string path, HarNotes notes)
    {
        if (IsOfTheConnection(name, value) || (Is(name, "Host") && value.Equals(AuthorityOf(url), StringComparison.OrdinalIgnoreCase)))
            return;
        if (Is(name, "Cookie"))
            notes.AddOnce("Cookie header", "cookies come from the session: a virtual user sends those that the answers set");
        else if (Is(name, "Accept-Encoding") && Encodings.Any(encoding => value.Contains(encoding, StringComparison.OrdinalIgnoreCase)))
            AskForCompression = true;
        else if (HeaderRules.WhyReserved(name, value) is { } reason)
            notes.AddOnce($"{name} header", reason);
        else if (!TextRules.IsToken(name))
            notes.Add($"{path}.name", "is no name of a header (RFC 9110)");
        else if (TextRules.ControlCharacter(value) is { } character)
            notes.Add($"{path}.value", $"holds the control character {character}");
        else
            _headers[name] = _headers.TryGetValue(name, out var before) ? HeaderLines.Join(before, ", ", value) : value;
    }

    /// <summary>Pseudo-headers of HTTP/2 and what every browser's HTTP/1.1 has; there is nothing to say about them.</summary>
    private static bool IsOfTheConnection(string name, string value) =>
        name.StartsWith(':') || Is(name, "Content-Length") || (Is(name, "Connection") && Is(value, "keep-alive"));

    private static bool Is(string text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string AuthorityOf(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0;
        var end = url.IndexOfAny(['/', '?', '#'], start) is >= 0 and var found ? found : url.Length;
        return url[start..end];
    }
}
