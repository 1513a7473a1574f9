namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// Which headers are taken. Those by which libcurl frames the request are its own: a wrong one would desynchronise
/// the connection and show as errors of the server.
/// </summary>
internal static class HeaderRules
{
    private static readonly Dictionary<string, string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Content-Length"] = "libcurl writes it from the body",
        ["Transfer-Encoding"] = "libcurl frames the body",
        ["Expect"] = "waiting for 100 Continue would be measured as the server's time",
        ["Upgrade"] = "`httpVersion` says which protocol to ask for",
        ["HTTP2-Settings"] = "`httpVersion` says which protocol to ask for",
    };

    /// <summary>The headers, in the document's order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(
        IReadOnlyDictionary<string, string>? headers, string path, FaultList faults)
    {
        if (headers is null)
            return [];
        if (headers.Count > DefinitionLimits.Headers)
            faults.Add(path, $"Must have at most {DefinitionLimits.Headers} headers, but has {headers.Count}.");

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            if (FaultOf(name, value, isRepeated: !seen.Add(name)) is { } fault)
                faults.Add(FieldPath.Member(path, name), fault);
        }

        return [.. headers];
    }

    /// <summary>Why a header is libcurl's own, as the end of a sentence; null where it is not.</summary>
    public static string? WhyReserved(string name, string value) =>
        Reserved.TryGetValue(name, out var reason) ? reason
        : name.Equals("Connection", StringComparison.OrdinalIgnoreCase) && value is not ("close" or "keep-alive")
            ? "libcurl writes all but \"close\" and \"keep-alive\" itself"
            : null;

    private static string? FaultOf(string name, string value, bool isRepeated)
    {
        if (!TextRules.IsToken(name))
            return "Must be named by a token of RFC 9110: letters, digits and !#$%&'*+-.^_`|~ only.";
        if (WhyReserved(name, value) is { } reason)
            return $"Must not be given: {reason}.";
        if (isRepeated)
            return "Is given more than once, for header names ignore case; join the values in one header.";
        if (TextRules.ControlCharacter(value) is { } character)
            return $"Must not hold control characters such as CR, LF and NUL, but holds {character}.";
        var length = name.Length + value.Length;
        return length > DefinitionLimits.HeaderLength
            ? $"Must have at most {DefinitionLimits.HeaderLength} characters with its name, but has {length}."
            : null;
    }
}
