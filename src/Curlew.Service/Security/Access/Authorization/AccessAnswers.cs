using Curlew.Service.Problems;
using Curlew.Service.Security.Access.Authentication;
using Curlew.Service.Security.Access.Keys;
using Curlew.Service.Security.Access.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Primitives;

namespace Curlew.Service.Security.Access.Authorization;

/// <summary>What a request that may not be is answered with: a problem, or, to browsers, the way to the sign-in page.</summary>
internal sealed class AccessAnswers : IAuthorizationMiddlewareResultHandler
{
    /// <summary>What is sent along with every 401 (RFC 6750, section 3).</summary>
    public const string Challenge = $"{SentKey.Scheme} realm=\"Curlew\"";

    private const string NoKey =
        $"Send an API key as `Authorization: {SentKey.Scheme} {KeyText.Example}` or `{SentKey.Header}: {KeyText.Example}`; "
        + $"browsers sign in at {SignInAddress.Page}. An administrator makes keys with POST /api/v1/api-keys. {KeyText.HowToMakeOne}";

    /// <inheritdoc/>
    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        if (context.Features.Get<AccessRefusal>() is { } refusal)
            await Problem.Of(refusal.Type, refusal.Detail).ExecuteAsync(context);
        // Not done again: a request is authenticated once.
        else if ((await context.AuthenticateAsync()).Failure is KeyRefusedException refused)
            await AnswerAsync(context, refused);
        else if (IsPageOfBrowser(context.Request))
            context.Response.Redirect(SignInAddress.ToComeBackTo(context.Request));
        else
            await AnswerAsync(context, new KeyRefusedException(ProblemType.Unauthorized, NoKey), Challenge);
    }

    private static Task AnswerAsync(
        HttpContext context, KeyRefusedException refused, string challenge = $"{Challenge}, error=\"invalid_token\"")
    {
        var headers = context.Response.Headers;
        if (refused.Type == ProblemType.Unauthorized)
            headers.WWWAuthenticate = challenge;
        if (refused.RetryAfter is { } wait)
            headers.RetryAfter = RetryAfter(wait);
        return Problem.Of(refused.Type, refused.Message).ExecuteAsync(context);
    }

    /// <summary>A wait as <c>Retry-After</c> has it.</summary>
    public static StringValues RetryAfter(TimeSpan wait) => $"{Math.Ceiling(wait.TotalSeconds)}";

    /// <summary>Browsers name HTML when they go to a page; programs and the pages' own requests do not.</summary>
    private static bool IsPageOfBrowser(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");
}
