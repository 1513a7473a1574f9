using Curlew.Service.Hosting.Settings;
using Curlew.Service.Security.Access.Authentication;
using Curlew.Service.Security.Access.Authorization;
using Curlew.Service.Security.Access.Keys;
using Curlew.Service.Security.Access.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Curlew.Service.Security.Access;

/// <summary>
/// Who may use the service. Everything is closed that does not open itself: the fallback policy holds for endpoints without one of
/// their own, for what middlewares serve (files, Swagger UI, Hangfire's dashboard), and for addresses where there is nothing.
/// </summary>
internal static class AccessServices
{
    private const string AntiforgeryCookie = "curlew.antiforgery";

    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCurlewAccess(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton<KeyCheck>();
        services.AddSingleton<SignInCookie>();
        services.AddAuthentication(AccessSchemes.Either)
            .AddPolicyScheme(AccessSchemes.Either, displayName: null, either => either.ForwardDefaultSelector = context =>
                SentKey.IsIn(context.Request) ? AccessSchemes.Key : AccessSchemes.Cookie)
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(AccessSchemes.Key, _ => { })
            .AddCookie(AccessSchemes.Cookie, SignInCookie.Configure);
        var policy = new AuthorizationPolicyBuilder().AddRequirements(new AccessRequirement()).Build();
        services.AddAuthorizationBuilder().SetDefaultPolicy(policy).SetFallbackPolicy(policy);
        services.AddTransient<AccessProbe>();
        services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswers>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = AntiforgeryCookie;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

            // Every answer forbids frames as it is, and more strictly.
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    /// <summary>Uses it: whatever comes after this is closed.</summary>
    public static void UseCurlewAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapSignIn();
    }
}
