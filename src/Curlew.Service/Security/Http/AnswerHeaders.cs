using Microsoft.Net.Http.Headers;

namespace Curlew.Service.Security.Http;

/// <summary>
/// What every answer tells browsers, also one that went wrong. An endpoint that says something of its own is left with it: these are
/// set when the answer begins, where they are not there yet.
/// </summary>
internal static class AnswerHeaders
{
    private const string Frames = "X-Frame-Options";
    private const string Referrer = "Referrer-Policy";
    private const string Permissions = "Permissions-Policy";
    private const string ResourcePolicy = "Cross-Origin-Resource-Policy";
    private const string OpenerPolicy = "Cross-Origin-Opener-Policy";

    /// <summary>Sets them.</summary>
    public static void UseAnswerHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(
            static state =>
            {
                Set((HttpContext)state);
                return Task.CompletedTask;
            },
            context);
        return next(context);
    });

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, ContentPolicy.Of(context));
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd(Frames, "DENY");
        headers.TryAdd(Referrer, "no-referrer");
        headers.TryAdd(ResourcePolicy, "same-origin");
        if (ContentPolicy.IsPage(context.Response))
        {
            headers.TryAdd(Permissions, "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");

            // Without TLS browsers ignore it, and complain.
            if (context.Request.IsHttps)
                headers.TryAdd(OpenerPolicy, "same-origin");
        }

        // What the API answers is figures that change and definitions that hold secrets: nothing for a cache.
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            headers.TryAdd(HeaderNames.CacheControl, "no-store");
    }
}
