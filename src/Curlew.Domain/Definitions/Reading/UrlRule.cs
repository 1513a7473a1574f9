using System.Globalization;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// Which URLs are taken. They reach libcurl as they were written, so whatever .NET's <see cref="Uri"/> would quietly
/// mend (spaces, backslashes, letters beyond ASCII) is refused here instead.
/// </summary>
internal static class UrlRule
{
    /// <summary>What is wrong with a URL, as a sentence that says what is allowed; null where nothing is.</summary>
    public static string? FaultOf(string url)
    {
        if (ForbiddenCharacter(url) is { } character)
        {
            return $"Must be written in visible ASCII without backslashes, but holds {character}; percent-encode it (in a host "
                + "name use its xn-- form).";
        }

        var authorityStart = url.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        if (authorityStart < "://".Length || url[..authorityStart].ToLowerInvariant() is not ("http://" or "https://"))
            return "Must be an absolute http or https URL, as in \"https://shop.test/cart\".";

        var authorityEnd = url.IndexOfAny(['/', '?', '#'], authorityStart);
        var authority = authorityEnd < 0 ? url[authorityStart..] : url[authorityStart..authorityEnd];
        if (authority.Contains('@'))
            return "Must not hold a user name or password; send them in an Authorization header.";
        return FaultOfAuthority(authority) ?? (Uri.TryCreate(url, UriKind.Absolute, out _) ? null : "Is not a valid URL.");
    }

    private static string? FaultOfAuthority(string authority)
    {
        var hostEnd = authority.StartsWith('[') ? authority.IndexOf(']') + 1 : authority.IndexOf(':');
        var host = hostEnd < 0 ? authority : authority[..hostEnd];
        var port = hostEnd < 0 ? "" : authority[hostEnd..];
        if (host.Length == 0)
            return "Must name a host, as in \"https://shop.test/\".";
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            return $"Must name a valid host, but names \"{FieldPath.Shown(host)}\".";
        if (port.Length > 0 && !IsPort(port))
            return $"Must have a port from 1 to 65535 (or none), but has \"{FieldPath.Shown(port.TrimStart(':'))}\".";
        return null;
    }

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
