using System.Net;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access.Authentication;
using Curlew.Service.Security.Access.Authorization;
using Curlew.Service.Security.Access.Keys;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Curlew.Service.Security.Access.SignIn;

/// <summary>Signs browsers in by a key, and out. The only pages, beside the probes, that are open to all.</summary>
internal static class SignInEndpoints
{
    private const int FormBytes = 16 * 1024;
    private const string StyleName = "sign-in.css";

    /// <summary>Adds them; they are no part of the API and its document.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        Open(routes.MapGet(SignInAddress.Page, ShowAsync));
        Open(routes.MapPost(SignInAddress.Page, SignInAsync)).WithName("signIn");
        Open(routes.MapPost(SignInAddress.Out, SignOutAsync)).WithName("signOut");
        Open(routes.MapGet(SignInAddress.Style, () =>
            Results.Stream(typeof(SignInEndpoints).Assembly.GetManifestResourceStream(StyleName)!, "text/css; charset=utf-8")));
    }

    private static RouteHandlerBuilder Open(RouteHandlerBuilder endpoint) => endpoint
        .AllowAnonymous()
        .WithMetadata(new RequestSizeLimitAttribute(FormBytes))
        .ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(HttpContext context, IAntiforgery antiforgery, ApiKeys keys)
    {
        if (await keys.AreNoneAsync(context.RequestAborted))
            return SignInPage.Answer(SignInPage.NoKeys());
        return context.User.Identity is { IsAuthenticated: true }
            ? SignInPage.Answer(SignInPage.SignedIn(Caller.Of(context), antiforgery.GetAndStoreTokens(context)))
            : Form(context, antiforgery, HttpStatusCode.OK, fault: null);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IAntiforgery antiforgery, KeyCheck check)
    {
        if (!await IsFromHereAsync(context, antiforgery))
        {
            return Form(
                context, antiforgery, HttpStatusCode.BadRequest,
                "The form was too old, or not from this page, or the browser keeps no cookies. Try again.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        try
        {
            var key = await check.CheckAsync(
                form[SignInPage.KeyField].ToString().Trim(), context.Connection.RemoteIpAddress, context.RequestAborted);
            var user = KeyIdentity.Of(key, AccessSchemes.Cookie);
            await context.SignInAsync(AccessSchemes.Cookie, user);
            // For the audit trail: the cookie speaks for them from the next request on.
            context.User = user;
            return Results.LocalRedirect(SignInAddress.ReturnOf(context.Request));
        }
        catch (KeyRefusedException refused)
        {
            if (refused.RetryAfter is { } wait)
                context.Response.Headers.RetryAfter = AccessAnswers.RetryAfter(wait);
            if (refused.Type == ProblemType.Unauthorized)
                context.Response.Headers.WWWAuthenticate = AccessAnswers.Challenge;
            return Form(context, antiforgery, (HttpStatusCode)refused.Type.Status, refused.Message);
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await IsFromHereAsync(context, antiforgery))
            return Problem.Of(ProblemType.BadRequest, $"Sign out with the button on {SignInAddress.Page}; this was not sent by it.");
        await context.SignOutAsync(AccessSchemes.Cookie);
        return Results.LocalRedirect(SignInAddress.Page);
    }

    private static IResult Form(HttpContext context, IAntiforgery antiforgery, HttpStatusCode status, string? fault) => SignInPage.Answer(
        SignInPage.Form(SignInAddress.Again(context.Request), antiforgery.GetAndStoreTokens(context), fault), status);

    /// <summary>Asked so that a body that is no form is no exception of the service's.</summary>
    private static async Task<bool> IsFromHereAsync(HttpContext context, IAntiforgery antiforgery)
    {
        try
        {
            await antiforgery.ValidateRequestAsync(context);
            return context.Request.HasFormContentType;
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }
}
