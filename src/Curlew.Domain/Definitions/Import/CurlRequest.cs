using System.Globalization;
using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Import;

/// <summary>The request that a curl command line describes, gathered option by option.</summary>
internal sealed class CurlRequest
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string JsonType = "application/json";
    private readonly List<LeftOut> _leftOut = [];
    private readonly OrderedDictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);
    private readonly OrderedDictionary<string, string> _headersOfOptions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ResolveDocument> _resolve = [];
    private readonly List<PartDocument> _parts = [];
    private AuthenticationDocument? _authentication;
    private StringBuilder? _data;
    private string? _method;
    private string? _httpVersion;
    private double? _timeoutSeconds;
    private double? _connectTimeoutSeconds;
    private long? _maxRedirects;
    private bool _hasJson;
    private bool _inQuery;
    private bool _headOnly;
    private bool _followRedirects;
    private bool _insecure;
    private bool _compressed;

    /// <summary>The first URL of the command.</summary>
    public string? Url { get; private set; }

    public void LeaveOut(string what, string reason) => _leftOut.Add(new LeftOut(FieldPath.Shown(what), reason));

    public void AddUrl(string url)
    {
        if (Url is null)
            Url = url.Contains("://", StringComparison.Ordinal) ? url : $"http://{url}";
        else
            LeaveOut(url, "only the first request of a command is imported; make a step of each");
    }

    /// <summary>Takes an option in; answers with a sentence where its argument is a faulty one.</summary>
    public string? Apply(string option, string shown, string argument)
    {
        switch (option)
        {
            case "url": AddUrl(argument); break;
            case "request": _method = argument; break;
            case "head": _headOnly = true; break;
            case "get": _inQuery = true; break;
            case "header": return AddHeader(shown, argument);
            case "user-agent": _headersOfOptions["User-Agent"] = argument; break;
            case "referer": _headersOfOptions["Referer"] = argument; break;
            case "range": _headersOfOptions["Range"] = $"bytes={argument}"; break;
            case "compressed": _compressed = true; break;
            case "oauth2-bearer": _authentication = new AuthenticationDocument { Type = "bearer", Token = TemplateParser.Escape(argument) }; break;
            case "user": _authentication = Basic(argument); break;
            case "cookie": AddCookie(shown, argument); break;
            case "data-raw": AddToForm(argument); break;
            case "data-urlencode": AddEncoded(shown, argument); break;
            case "data" or "data-ascii" or "data-binary" or "json": AddData(option, shown, argument); break;
            case "form" or "form-string": return AddParts(option, shown, argument);
            case "resolve": return AddResolve(shown, argument);
            case "insecure": _insecure = true; break;
            case "location": _followRedirects = true; break;
            case "http1.1": _httpVersion = "1.1"; break;
            case "http2": _httpVersion = "2"; break;
            case "http2-prior-knowledge": _httpVersion = "2-prior-knowledge"; break;
            case "max-time": return TryRead(shown, argument, out _timeoutSeconds);
            case "connect-timeout": return TryRead(shown, argument, out _connectTimeoutSeconds);
            case "max-redirs":
                var fault = TryRead(shown, argument, out var redirects);
                _maxRedirects = (long?)redirects;
                return fault;
        }

        return null;
    }

    /// <summary>A sentence that says which options contradict each other, as curl would; null where none do.</summary>
    public string? Contradiction() =>
        _parts.Count > 0 && (_data is not null || _inQuery)
            ? $"Has a form of parts (-F) beside {(_inQuery ? "-G" : "-d")}; curl sends one body, so leave one of the two out."
            : null;

    /// <summary>To curl, nothing is a variable.</summary>
    public ImportedDefinition ToDefinition()
    {
        var body = _data?.ToString();
        var url = Url!;
        if (_inQuery && body is not null)
        {
            url = WithQuery(url, body);
            body = null;
        }

        // As in curl, a header that -H gives stands instead of what an option would make of it.
        foreach (var (name, value) in _headersOfOptions)
            _headers.TryAdd(name, value);
        if (body is not null)
            _headers.TryAdd("Content-Type", _hasJson ? JsonType : FormType);
        if (_hasJson)
            _headers.TryAdd("Accept", JsonType);
        LeaveOutHeadersOfOptions();
        var step = new StepDocument
        {
            Method = _method ?? (_headOnly ? "HEAD" : body is null && _parts.Count == 0 ? "GET" : "POST"),
            Url = TemplateParser.Escape(url),
            Headers = _headers.Count == 0 ? null : Escaped(_headers),
            Body = body is null ? null : JsonSerializer.SerializeToElement(TemplateParser.Escape(body)),
            Multipart = _parts.Count == 0 ? null : _parts,
            Authentication = _headers.ContainsKey("Authorization") ? null : _authentication,
            Compression = _compressed ? true : null,
            TimeoutSeconds = _timeoutSeconds,
            ConnectTimeoutSeconds = _connectTimeoutSeconds,
            FollowRedirects = _followRedirects ? true : null,
            MaxRedirects = _maxRedirects,
        };
        var definition = new RunDefinitionDocument
        {
            HttpVersion = _httpVersion,
            Steps = [step],
            Load = new LoadDocument { VirtualUsers = 1, Requests = 1 },
            Resolve = _resolve.Count == 0 ? null : _resolve,
            Tls = _insecure ? new TlsDocument { Verify = false } : null,
        };
        return new ImportedDefinition(definition, _leftOut);
    }

    private static OrderedDictionary<string, string> Escaped(OrderedDictionary<string, string> headers) =>
        new(headers.Select(header => KeyValuePair.Create(header.Key, TemplateParser.Escape(header.Value))));

    /// <summary>Before the fragment, after what query there is.</summary>
    private static string WithQuery(string url, string query)
    {
        var fragment = url.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? at : url.Length;
        var separator = url.AsSpan(0, fragment).Contains('?') ? '&' : '?';
        return $"{url[..fragment]}{separator}{query}{url[fragment..]}";
    }

    /// <summary>curl asks for the password that is not given; here it is empty.</summary>
    private static AuthenticationDocument Basic(string user)
    {
        var colon = user.IndexOf(':', StringComparison.Ordinal) is >= 0 and var found ? found : user.Length;
        return new AuthenticationDocument
        {
            Type = "basic",
            User = TemplateParser.Escape(user[..colon]),
            Password = TemplateParser.Escape(colon < user.Length ? user[(colon + 1)..] : ""),
        };
    }

    /// <summary>Headers that libcurl writes itself for what is a field here.</summary>
    private void LeaveOutHeadersOfOptions()
    {
        // Firefox copies both the header and --compressed.
        if (_compressed && _headers.Remove("Accept-Encoding"))
            LeaveOut("-H Accept-Encoding", "`compression` asks for all encodings that the engine knows");
        if (_parts.Count > 0 && _headers.Remove("Content-Type"))
            LeaveOut("-H Content-Type", "`multipart` brings its own, with the boundary");
    }

    private string? AddParts(string option, string shown, string argument)
    {
        if (CurlFormField.Read(shown, argument, isLiteral: option == "form-string") is not { } field)
            return $"Has {shown} with \"{FieldPath.Shown(argument)}\", which is not written \"name=value\".";
        _parts.AddRange(field.Parts);
        _leftOut.AddRange(field.LeftOut);
        return null;
    }

    private static string? TryRead(string shown, string argument, out double? value)
    {
        var isNumber = double.TryParse(argument, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        value = isNumber ? number : null;
        return isNumber ? null : $"Has {shown} with \"{FieldPath.Shown(argument)}\", which is not a number.";
    }

    /// <summary><c>host:port:address</c>, the address of IPv6 in brackets or not.</summary>
    private string? AddResolve(string shown, string entry)
    {
        var parts = entry.TrimStart('+').Split(':', 3);
        if (parts.Length < 3 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return $"Has {shown} with \"{FieldPath.Shown(entry)}\", which is not written \"host:port:address\".";
        _resolve.Add(new ResolveDocument { Host = parts[0], Port = port, Address = parts[2].Trim('[', ']') });
        return null;
    }

    private string? AddHeader(string shown, string line)
    {
        if (line.StartsWith('@'))
        {
            LeaveOut($"{shown} {line}", "files of the client are not read");
            return null;
        }

        // "Name;" sends the header without a value, "Name:" keeps curl from sending one of its own.
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = (colon < 0 ? line.TrimEnd(';') : line[..colon]).Trim();
        var value = colon < 0 ? "" : line[(colon + 1)..].Trim();
        if (colon < 0 && !line.EndsWith(';'))
            return $"Has {shown} with \"{FieldPath.Shown(line)}\", which is not written \"Name: value\".";
        if (colon >= 0 && value.Length == 0)
            LeaveOut($"{shown} {line}", "a definition cannot take away headers that libcurl sends by itself");
        else if (HeaderRules.WhyReserved(name, value) is { } reason)
            LeaveOut($"{shown} {name}", reason);
        else
            _headers[name] = _headers.TryGetValue(name, out var before) ? HeaderLines.Join(before, SeparatorOf(name), value) : value;
        return null;
    }

    /// <summary>Header lines of one name are one list (RFC 9110, section 5.3); cookies have a list of their own (RFC 6265).</summary>
    private static string SeparatorOf(string name) => name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? "; " : ", ";

    private void AddCookie(string shown, string cookies)
    {
        // As curl tells them apart: what has no = is the name of a file.
        if (!cookies.Contains('=', StringComparison.Ordinal))
            LeaveOut($"{shown} {cookies}", "files of the client are not read");
        else
            _headersOfOptions["Cookie"] = _headersOfOptions.TryGetValue("Cookie", out var before) ? HeaderLines.Join(before, "; ", cookies) : cookies;
    }

    private void AddData(string option, string shown, string data)
    {
        // What kind of request it is follows from the option, also where its file is left out.
        if (data.StartsWith('@'))
        {
            LeaveOut($"{shown} {data}", "files of the client are not read: put their content into the body");
            data = "";
        }

        if (option != "json")
        {
            AddToForm(data);
            return;
        }

        _hasJson = true;
        (_data ??= new StringBuilder()).Append(data);
    }

    /// <summary>curl joins what several options give: with an ampersand, only --json without.</summary>
    private void AddToForm(string data)
    {
        if (_data is null)
            _data = new StringBuilder();
        else
            _data.Append('&');
        _data.Append(data);
    }

    /// <summary><c>content</c>, <c>=content</c>, <c>name=content</c>, <c>@file</c> or <c>name@file</c>.</summary>
    private void AddEncoded(string shown, string data)
    {
        var split = data.IndexOfAny(['=', '@']);
        if (split >= 0 && data[split] == '@')
        {
            LeaveOut($"{shown} {data}", "files of the client are not read: put their content into the body");
            AddToForm("");
            return;
        }

        var name = split > 0 ? data[..(split + 1)] : "";
        AddToForm(name + Uri.EscapeDataString(data[(split + 1)..]).Replace("%20", "+", StringComparison.Ordinal));
    }
}
