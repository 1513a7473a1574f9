using Curlew.Service.Jobs;

namespace Curlew.Service.Security.Http;

/// <summary>
/// What a browser may do with an answer (Content Security Policy, https://www.w3.org/TR/CSP3/), as little as each can do with. Nothing
/// may show any of them in a frame.
/// </summary>
internal static class ContentPolicy
{
    private const string Alone = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Data: nothing at all, should a browser take it for a page.</summary>
    public const string OfData = $"default-src 'none'; {Alone}";

    /// <summary>Pages of <c>wwwroot/</c>: files of their own, and the API.</summary>
    public const string OfPages =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>
    /// Swagger UI draws its icons from <c>data:</c>, and its script adds one style, always the same (5.33): a browser's console names
    /// the hash of another one.
    /// </summary>
    private const string OfSwagger =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; "
        + $"img-src 'self' data:; connect-src 'self'; {Alone}";

    /// <summary>
    /// Hangfire's dashboard (1.8) sets the width of bars in <c>style</c> attributes, and the script of its charts adds one style.
    /// </summary>
    private const string OfHangfire =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-z7zcnw/4WalZqx+PrNaRnoeLz/G9WXuFqV1WCJ129sg='; "
        + "style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'";

    /// <summary>A page that holds its only style itself, and nothing else, as it is named by a hash.</summary>
    public static string OfSingleFile(string style)
    {
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        return $"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    /// <summary>The policy of an answer that has none of its own.</summary>
    public static string Of(HttpContext context)
    {
        if (!IsPage(context.Response))
            return OfData;

        // The dashboard's path ends where its own begins, by the time that it answers.
        var path = context.Request.PathBase.Add(context.Request.Path);
        if (path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase))
            return OfSwagger;
        return path.StartsWithSegments(JobDashboard.Address, StringComparison.OrdinalIgnoreCase) ? OfHangfire : OfPages;
    }

    /// <summary>Whether browsers take it for a page.</summary>
    public static bool IsPage(HttpResponse response) =>
        response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
}
