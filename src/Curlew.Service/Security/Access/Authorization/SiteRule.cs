namespace Curlew.Service.Security.Access.Authorization;

/// <summary>
/// Tells requests of the service's own pages from those that another site has a browser send. Browsers say so themselves, in
/// headers that no page can set: <c>Sec-Fetch-Site</c> where the service is on TLS or loopback, and <c>Origin</c> with whatever
/// changes something.
/// </summary>
internal static class SiteRule
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Whether a browser says that the request is one of another site's.</summary>
    public static bool IsOfAnother(HttpRequest request)
    {
        var (site, origin) = (request.Headers[FetchSite], request.Headers.Origin);
        if (site.Count > 0 && site.ToString() is not ("same-origin" or "none"))
            return true;
        // The scheme is left out: behind a proxy that ends TLS the service does not see the browser's.
        return origin.Count > 0 && !origin.ToString().EndsWith($"://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a browser says that the request is one of the service's own pages.</summary>
    public static bool IsOfOwn(HttpRequest request) =>
        !IsOfAnother(request) && (request.Headers.Origin.Count > 0 || request.Headers[FetchSite].ToString() == "same-origin");
}
