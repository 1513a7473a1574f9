using System.Net;
using Curlew.Domain.Access;
using Curlew.Service.Security.Access;
using Microsoft.AspNetCore.Authentication;

namespace Curlew.Service.Security.Audit;

/// <summary>Who is named by an entry of the trail.</summary>
/// <param name="KeyId">The API key; null where there is none.</param>
/// <param name="Name">The key's name, or a word for whoever has none.</param>
/// <param name="Role">What it may do; null for whoever may do nothing.</param>
internal sealed record AuditActor(Guid? KeyId, string Name, ApiRole? Role)
{
    /// <summary>Somebody whom the service does not know.</summary>
    public static AuditActor Anonymous { get; } = new(null, "anonymous", null);

    /// <summary>
    /// Who sent a request. <see cref="Caller.Of"/> takes for granted that whoever has no key was let through because there are none; one
    /// that was turned away is nobody, and so is whoever is not on this machine.
    /// </summary>
    public static AuditActor Of(HttpContext context, int status)
    {
        var isKnown = context.User.Identity is { IsAuthenticated: true };
        if (!isKnown && (status == StatusCodes.Status401Unauthorized || WasRefused(context) || !IsOnThisMachine(context)))
            return Anonymous;
        var caller = Caller.Of(context);
        return new AuditActor(caller.KeyId, caller.Name, caller.Role);
    }

    private static bool WasRefused(HttpContext context) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure is not null;

    /// <summary>Where the connection is no TCP, there is no address, and it cannot come from elsewhere.</summary>
    private static bool IsOnThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address
        || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
