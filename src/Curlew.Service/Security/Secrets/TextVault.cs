using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Curlew.Service.Security.Secrets;

/// <summary>Encrypts the secrets of webhooks for the database: each is a text that is secret as a whole.</summary>
internal sealed class TextVault(IDataProtectionProvider provider, KeyRing keys)
{
    private const string Prefix = "sealed:v1:";

    private readonly IDataProtector _protector = provider.CreateProtector("Curlew.Webhooks.Secrets", "v1");

    /// <summary>A text for the database.</summary>
    public string Seal(string secret) => Prefix + Base64Url.EncodeToString(_protector.Protect(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The text itself.</summary>
    /// <exception cref="SecretsUnavailableException">It cannot be decrypted.</exception>
    public string Open(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(Base64Url.DecodeFromChars(token.AsSpan(Prefix.Length))));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentOutOfRangeException)
        {
            throw new SecretsUnavailableException(
                $"Its url and secret cannot be decrypted: the key ring in {keys.Directory.FullName} (setting Secrets:KeyDirectory) is not the "
                + "one that they were encrypted with. Put that one back, or give both again.",
                exception);
        }
    }
}
