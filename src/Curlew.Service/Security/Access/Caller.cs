using System.Security.Claims;
using Curlew.Domain.Access;
using Curlew.Service.Security.Access.Authorization;

namespace Curlew.Service.Security.Access;

/// <summary>Who sent a request.</summary>
/// <param name="KeyId">The API key; null where there is none.</param>
/// <param name="Name">The key's name.</param>
/// <param name="Role">What it may do.</param>
internal sealed record Caller(Guid? KeyId, string Name, ApiRole Role)
{
    /// <summary>Whoever uses a service without keys: it listens on loopback only, so that they are on this machine.</summary>
    public static Caller Local { get; } = new(null, "local", ApiRole.Admin);

    /// <summary>Whoever sent a request without a good key to a service that has keys; it gets no further than what is open to all.</summary>
    public static Caller Nobody { get; } = new(null, "nobody", ApiRole.Viewer);

    /// <summary>
    /// The caller of an endpoint. Whether it may use that was asked before; whoever was let through without a key is
    /// <see cref="Local"/>.
    /// </summary>
    public static Caller Of(HttpContext context) =>
        context.User is { Identity.IsAuthenticated: true } user
            ? new Caller(
                Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!),
                user.FindFirstValue(ClaimTypes.Name)!,
                Enum.Parse<ApiRole>(user.FindFirstValue(ClaimTypes.Role)!))
            : context.Features.Get<AccessGrant>() is null ? Nobody : Local;
}
