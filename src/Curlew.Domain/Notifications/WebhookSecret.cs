using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Curlew.Domain.Notifications;

/// <summary>
/// What messages to one webhook are signed with, by Standard Webhooks 1.0.0
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): <c>whsec_</c> and 24 to 64 bytes in base64.
/// </summary>
public sealed class WebhookSecret
{
    /// <summary>The longest text of one.</summary>
    public const int TextLength = 100;

    /// <summary>What a secret looks like, as the end of a sentence that says what must be.</summary>
    public const string Form = "`whsec_` and 24 to 64 bytes in base64, as `openssl rand -base64 32` makes them";

    private const string Prefix = "whsec_";
    private const string Version = "v1";
    private const int LeastBytes = 24;
    private const int MostBytes = 64;
    private const int GeneratedBytes = 32;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>The secret itself.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_key);

    /// <summary>One that nobody can guess.</summary>
    public static WebhookSecret Generate() => new(RandomNumberGenerator.GetBytes(GeneratedBytes));

    /// <summary>Reads one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        ArgumentNullException.ThrowIfNull(text);
        secret = null;
        if (text.Length > TextLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64Chars(text.AsSpan(Prefix.Length), key, out var length) || length is < LeastBytes or > MostBytes)
            return false;
        secret = new WebhookSecret(key[..length]);
        return true;
    }

    /// <summary>The value of <c>webhook-signature</c>: <c>v1,</c> and the HMAC-SHA256 of id, moment and body, with dots between them.</summary>
    /// <param name="id">The message's id (<c>webhook-id</c>), which has no dots.</param>
    /// <param name="sentAt">The moment of this attempt (<c>webhook-timestamp</c>), in seconds since 1970.</param>
    /// <param name="body">The very bytes that are sent.</param>
    public string Sign(string id, long sentAt, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{sentAt}."));
        return $"{Version},{Convert.ToBase64String(HMACSHA256.HashData(_key, (byte[])[.. head, .. body]))}";
    }

    /// <summary>Tells nothing, so that it gets into no log.</summary>
    public override string ToString() => "***";
}
