using Curlew.Domain.Access;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access.Keys;
using Microsoft.AspNetCore.Authorization;

namespace Curlew.Service.Security.Access.Authorization;

/// <summary>Holds a request against <see cref="AccessRequirement"/>.</summary>
internal sealed class AccessHandler(ApiKeys keys) : AuthorizationHandler<AccessRequirement>
{
    /// <inheritdoc/>
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        var http = (HttpContext)context.Resource!;
        AccessRefusal? refusal;
        if (await keys.AreNoneAsync(http.RequestAborted))
            refusal = LoopbackRule.RefusalOf(http);
        else if (context.User.Identity is { IsAuthenticated: true })
            refusal = RefusalOf(http);
        else
            return;

        if (refusal is not null)
        {
            http.Features.Set(refusal);
            return;
        }

        http.Features.Set(new AccessGrant());
        context.Succeed(requirement);
    }

    private static AccessRefusal? RefusalOf(HttpContext context)
    {
        var (caller, needed) = (Caller.Of(context), RoleRules.Of(context));
        if (caller.Role < needed)
        {
            return new AccessRefusal(
                ProblemType.Forbidden,
                $"{context.Request.Method} {context.Request.Path} needs a key of the role {Word(needed)}; the key \"{caller.Name}\" is "
                + $"of the role {Word(caller.Role)}.");
        }

        // A browser sends the cookie whoever makes it send something; a key in a header is sent by whoever has it.
        var isCookie = context.User.Identity!.AuthenticationType == AccessSchemes.Cookie;
        return isCookie && !RoleRules.IsSafe(context.Request) && !SiteRule.IsOfOwn(context.Request)
            ? new AccessRefusal(
                ProblemType.CrossSite,
                "With the cookie of a sign-in only the service's own pages may change something: the request has to say so in Origin or "
                + "Sec-Fetch-Site, as browsers do by themselves. Programs send the key in Authorization or X-Api-Key.")
            : null;
    }

    private static string Word(ApiRole role) => role.ToString().ToLowerInvariant();
}
