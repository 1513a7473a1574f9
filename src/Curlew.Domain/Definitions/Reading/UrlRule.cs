using System.Buffers;
using System.Globalization;
using System.Text;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// Which URLs are taken. They reach libcurl as they were written, so whatever .NET's <see cref="Uri"/> would quietly
/// mend (spaces, backslashes, letters beyond ASCII) is refused here instead.
/// </summary>
internal static class UrlRule
{
    /// <summary>Stands for a variable while a URL is judged; a URL cannot have it, for it is not ASCII.</summary>
    private const char Variable = '\uE000';

    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789abcdefABCDEF:." + Variable);

    /// <summary>
    /// What is wrong with a URL, as a sentence that says what is allowed; null where nothing is. What its variables will hold
    /// is not known, so each is taken for what may stand in its place: a URL that begins with one may become any.
    /// </summary>
    public static string? FaultOf(Template template)
    {
        if (template.LiteralTexts.Select(ForbiddenCharacter).FirstOrDefault(found => found is not null) is { } character)
        {
            return $"Must be written in visible ASCII without backslashes, but holds {character}; percent-encode it (in a host "
                + "name use its xn-- form).";
        }

        var url = string.Concat(template.Segments.Select(segment =>
            segment.Variable is null ? Encoding.ASCII.GetString(segment.Literal.Span) : Variable.ToString()));
        var schemeEnd = url.IndexOf("://", StringComparison.Ordinal);
        if (url.StartsWith(Variable))
        {
            if (schemeEnd < 0 || url.AsSpan(0, schemeEnd).ContainsAny('/', '?', '#'))
                return null;
            url = $"http{url[schemeEnd..]}";
            schemeEnd = "http".Length;
        }

        if (schemeEnd < 0 || url[..schemeEnd].ToLowerInvariant() is not ("http" or "https"))
            return "Must be an absolute http or https URL, as in \"https://shop.test/cart\".";

        var authorityStart = schemeEnd + "://".Length;
        var authorityEnd = url.IndexOfAny(['/', '?', '#'], authorityStart) is >= 0 and var end ? end : url.Length;
        var authority = url[authorityStart..authorityEnd];
        if (authority.Contains('@'))
            return "Must not hold a user name or password; give them as `authentication`, or send an Authorization header.";
        var whole = $"http://{(authority.Contains(Variable) ? "a" : authority)}{url[authorityEnd..].Replace(Variable, 'a')}";
        return FaultOfAuthority(authority) ?? (Uri.TryCreate(whole, UriKind.Absolute, out _) ? null : "Is not a valid URL.");
    }

    private static string? FaultOfAuthority(string authority)
    {
        var hostEnd = authority.StartsWith('[') ? authority.IndexOf(']') + 1 : authority.IndexOf(':');
        var host = hostEnd < 0 ? authority : authority[..hostEnd];
        var port = hostEnd < 0 ? "" : authority[hostEnd..];
        if (host.Length == 0)
            return "Must name a host, as in \"https://shop.test/\".";
        if (!IsHost(host))
            return $"Must name a valid host, but names \"{Shown(host)}\".";
        if (port.Length > 0 && !IsPort(port.Replace(Variable, '1')))
            return $"Must have a port from 1 to 65535 (or none), but has \"{Shown(port.TrimStart(':'))}\".";
        return null;
    }

    private static bool IsHost(string host) => host.StartsWith('[') && host.Contains(Variable)
        ? !host.AsSpan(1, host.Length - 2).ContainsAnyExcept(AddressCharacters)
        : Uri.CheckHostName(host.Replace(Variable, 'a')) != UriHostNameType.Unknown;

    private static string Shown(string part) => FieldPath.Shown(part.Replace(Variable.ToString(), "${…}", StringComparison.Ordinal));

    private static bool IsPort(string text) => text[0] == ':'
        && ushort.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;

    private static string? ForbiddenCharacter(string url)
    {
        foreach (var c in url)
        {
            if (c is <= ' ' or >= '\u007f' or '\\')
                return c is '\\' ? "\\" : $"U+{(int)c:X4}";
        }

        return null;
    }
}
