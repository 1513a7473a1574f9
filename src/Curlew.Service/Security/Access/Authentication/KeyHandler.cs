using System.Text.Encodings.Web;
using Curlew.Service.Security.Access.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Curlew.Service.Security.Access.Authentication;

/// <summary>
/// Believes the key in a request's headers. What is not believed is answered by <see cref="Authorization.AccessAnswers"/>.
/// </summary>
internal sealed class KeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys, KeyCheck check)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!SentKey.IsIn(Request) || await keys.AreNoneAsync(Context.RequestAborted))
            return AuthenticateResult.NoResult();
        try
        {
            var key = await check.CheckAsync(SentKey.In(Request), Context.Connection.RemoteIpAddress, Context.RequestAborted);
            return AuthenticateResult.Success(new AuthenticationTicket(KeyIdentity.Of(key, Scheme.Name), Scheme.Name));
        }
        catch (KeyRefusedException refused)
        {
            return AuthenticateResult.Fail(refused);
        }
    }
}
