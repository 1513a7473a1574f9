using Curlew.Domain.Access;
using Curlew.Service.Jobs;

namespace Curlew.Service.Security.Access.Authorization;

/// <summary>Which role a request needs: that of its endpoint, or else of its address and method.</summary>
internal static class RoleRules
{
    // The dashboard's page asks for its figures by POST.
    private const string JobFigures = JobDashboard.Address + "/stats";

    /// <summary>The role.</summary>
    public static ApiRole Of(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredRole>() is { } required)
            return required.Role;
        var request = context.Request;
        if (IsSafe(request) || !request.Path.StartsWithSegments(JobDashboard.Address, StringComparison.OrdinalIgnoreCase))
            return OfMethod(request.Method);
        return request.Path.Equals(JobFigures, StringComparison.OrdinalIgnoreCase) ? ApiRole.Viewer : ApiRole.Admin;
    }

    /// <summary>The role for an endpoint of the API that asks for none.</summary>
    public static ApiRole OfMethod(string method) => IsSafe(method) ? ApiRole.Viewer : ApiRole.Runner;

    /// <summary>Whether a request only looks.</summary>
    public static bool IsSafe(HttpRequest request) => IsSafe(request.Method);

    /// <summary>See RFC 9110, section 9.2.1.</summary>
    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
