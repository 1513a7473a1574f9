using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Curlew.Service.Security.Access.Keys;

/// <summary>
/// An API key as its holder has it: <c>crlw_</c>, ten characters by which it is looked up, <c>_</c>, 256 random bits in 43
/// characters, and a checksum in six. Scanners for secrets find keys by <see cref="Pattern"/>, and tell by the checksum that one
/// is no made-up example; a key that was not copied whole is told from an unknown one.
/// </summary>
internal sealed partial class KeyText
{
    /// <summary>What all keys look like.</summary>
    public const string Pattern = "^crlw_(?<prefix>[0-9A-Za-z]{10})_(?<secret>[0-9A-Za-z]{43})(?<checksum>[0-9A-Za-z]{6})\\z";

    /// <summary>With what every key begins.</summary>
    public const string Mark = "crlw_";

    /// <summary>An example for documents and messages; no key.</summary>
    public const string Example = "crlw_<prefix>_<secret>";

    /// <summary>How whoever runs the service makes the first key, as a sentence.</summary>
    public const string HowToMakeOne =
        "Whoever runs the service makes a key with its own program: Curlew.Service keys create --name NAME --role admin.";

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int PrefixLength = 10;

    // 62^43 is a little more than 2^256.
    private const int SecretLength = 43;
    private const int ChecksumLength = 6;

    private readonly string _text;

    private KeyText(string text) => (_text, Prefix) = (text, text.Substring(Mark.Length, PrefixLength));

    /// <summary>The part by which it is looked up; no secret.</summary>
    public string Prefix { get; }

    /// <summary>The whole key; whoever has it may do what it may.</summary>
    public string Reveal() => _text;

    /// <summary>What is kept of it. Its bits are random and cannot be guessed, so a slow hash would only cost time.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(_text));

    /// <summary>A new key.</summary>
    public static KeyText New()
    {
        var prefix = RandomNumberGenerator.GetString(Alphabet, PrefixLength);
        var body = $"{Mark}{prefix}_{RandomNumberGenerator.GetString(Alphabet, SecretLength)}";
        return new KeyText(body + ChecksumOf(body));
    }

    /// <summary>Reads a key; false where it cannot be one.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out KeyText? key)
    {
        key = Shape().IsMatch(text) && text.EndsWith(ChecksumOf(text[..^ChecksumLength]), StringComparison.Ordinal)
            ? new KeyText(text)
            : null;
        return key is not null;
    }

    /// <summary>The prefix of a key, for logs and messages; never more of it.</summary>
    public override string ToString() => Mark + Prefix;

    private static string ChecksumOf(string body)
    {
        var crc = Encoding.ASCII.GetBytes(body).Aggregate(uint.MaxValue, BitOperations.Crc32C) ^ uint.MaxValue;
        var digits = new char[ChecksumLength];
        for (var place = ChecksumLength - 1; place >= 0; place--)
        {
            digits[place] = Alphabet[(int)(crc % (uint)Alphabet.Length)];
            crc /= (uint)Alphabet.Length;
        }

        return new string(digits);
    }

    [GeneratedRegex(Pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
