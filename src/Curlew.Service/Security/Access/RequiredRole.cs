using Curlew.Domain.Access;

namespace Curlew.Service.Security.Access;

/// <summary>
/// The role that an endpoint asks for. Where none is given, GET and HEAD ask for <see cref="ApiRole.Viewer"/> and all else for
/// <see cref="ApiRole.Runner"/>.
/// </summary>
internal sealed record RequiredRole(ApiRole Role);

/// <summary>Asks for a role.</summary>
internal static class RequiredRoleExtensions
{
    /// <summary>Asks for another role than the method's own.</summary>
    public static RouteHandlerBuilder RequiresRole(this RouteHandlerBuilder endpoint, ApiRole role) =>
        endpoint.WithMetadata(new RequiredRole(role));
}
