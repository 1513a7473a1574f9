using Curlew.Service.Security.Access.Authentication;
using Curlew.Service.Security.Access.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Curlew.Service.Security.Access.SignIn;

/// <summary>
/// The cookie of a sign-in. It holds the key's id, sealed by Data Protection, and every request asks the database for that key: a
/// cookie is never worth more than its key is at that moment.
/// </summary>
internal sealed class SignInCookie(ApiKeys keys, KeyCheck check) : CookieAuthenticationEvents
{
    private static readonly TimeSpan Unused = TimeSpan.FromHours(8);

    /// <summary>The cookie's settings.</summary>
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "curlew.sign-in";
        options.Cookie.HttpOnly = true;
        // Lax, so that a link to a report in a mail opens; what changes something is guarded by SiteRule.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Unused;
        options.SlidingExpiration = true;
        options.EventsType = typeof(SignInCookie);
    }

    /// <inheritdoc/>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var cancelled = context.HttpContext.RequestAborted;
        if (KeyIdentity.IdOf(context.Principal) is { } id && await keys.FindOfUseAsync(id, cancelled) is { } key)
        {
            context.ReplacePrincipal(KeyIdentity.Of(key, AccessSchemes.Cookie));
            await check.KeepUseAsync(key, cancelled);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(AccessSchemes.Cookie);
    }
}
