using Curlew.Service.Security.Secrets;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Features.Webhooks;

/// <summary>What answers show in place of what is secret: who knows the path of a chat's webhook writes into that chat.</summary>
internal static class WebhookMask
{
    /// <summary>In place of a secret.</summary>
    public const string Secret = "***";

    /// <summary>In place of a path.</summary>
    public const string Path = "/***";

    /// <summary>A URL up to its path, which is shown only where it is none.</summary>
    public static string Of(Uri url) =>
        url.PathAndQuery == "/" ? url.AbsoluteUri : url.GetLeftPart(UriPartial.Authority) + Path;

    /// <summary>The URL of a webhook as it is shown; all of it is masked where it cannot be decrypted.</summary>
    public static string Of(WebhookRecord webhook, TextVault vault)
    {
        try
        {
            return Of(new Uri(vault.Open(webhook.UrlSealed)));
        }
        catch (SecretsUnavailableException)
        {
            return Secret;
        }
    }
}
