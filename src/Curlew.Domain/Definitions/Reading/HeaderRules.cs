using Curlew.Domain.Definitions.Templates;

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

    /// <summary>The headers, in the document's order; faulty ones are left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, Template>> Read(
        IReadOnlyDictionary<string, string>? headers, string path, VariableScope scope, FaultList faults)
    {
        if (headers is null)
            return [];
        if (headers.Count > DefinitionLimits.Headers)
            faults.Add(path, $"Must have at most {DefinitionLimits.Headers} headers, but has {headers.Count}.");

        var read = new List<KeyValuePair<string, Template>>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            var field = FieldPath.Member(path, name);
            if (FaultOf(name, value, isRepeated: !seen.Add(name)) is { } fault)
                faults.Add(field, fault);
            else if (scope.Read(value, ValueEncoding.None, field) is { } template)
                read.Add(KeyValuePair.Create(name, template));
        }

        return read;
    }

    /// <summary>What a document says about a header, faulty or not; null where it does not have it.</summary>
    public static string? ValueOf(IReadOnlyDictionary<string, string>? headers, string name) =>
        headers?.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Why a header is libcurl's own, as the end of a sentence; null where it is not.</summary>
    public static string? WhyReserved(string name, string value) =>
        Reserved.TryGetValue(name, out var reason) ? reason
        : name.Equals("Connection", StringComparison.OrdinalIgnoreCase) && value is not ("close" or "keep-alive")
            ? "libcurl writes all but \"close\" and \"keep-alive\" itself"
            : null;

    private static string? FaultOf(string name, string value, bool isRepeated)
    {
        if (!TextRules.IsToken(name))
        {
            return "Must be named by a token of RFC 9110: letters, digits and !#$%&'*+-.^_`|~ only"
                + (name.Contains("${", StringComparison.Ordinal) ? "; variables may stand in values, not in names." : ".");
        }


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
