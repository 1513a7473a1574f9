using System.Data.Common;
using Microsoft.AspNetCore.Authorization;

namespace Curlew.Service.Security.Access.Authorization;

/// <summary>Asks <see cref="AccessRequirement"/> of a request, beside the middleware that asks it of all.</summary>
internal sealed class AccessProbe(IAuthorizationService authorization)
{
    private static readonly AccessRequirement[] Requirements = [new()];

    /// <summary>Whether the request would be answered if its address were not open to all.</summary>
    public async Task<bool> IsAllowedAsync(HttpContext context)
    {
        try
        {
            return (await authorization.AuthorizeAsync(context.User, context, Requirements)).Succeeded;
        }
        catch (DbException)
        {
            // Whoever asks whether the service is well is told that the database is not, and nothing else.
            return false;
        }
    }
}
