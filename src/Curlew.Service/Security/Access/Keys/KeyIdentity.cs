using System.Security.Claims;
using Curlew.Storage.Access;

namespace Curlew.Service.Security.Access.Keys;

/// <summary>A key as ASP.NET Core knows users: what <see cref="Caller"/> reads.</summary>
internal static class KeyIdentity
{
    /// <summary>The principal of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="scheme">How it came: <see cref="AccessSchemes.Key"/> or <see cref="AccessSchemes.Cookie"/>.</param>
    public static ClaimsPrincipal Of(ApiKeyRecord key, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, key.Id.ToString("D")),
            new Claim(ClaimTypes.Name, key.Name),
            new Claim(ClaimTypes.Role, key.Role.ToString()),
        ],
        scheme));

    /// <summary>The id of the key that a principal is of; null where it is of none.</summary>
    public static Guid? IdOf(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
