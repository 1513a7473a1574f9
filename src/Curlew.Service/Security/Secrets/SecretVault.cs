using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Json;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Definitions;
using Curlew.Storage.Runs;
using Microsoft.AspNetCore.DataProtection;

namespace Curlew.Service.Security.Secrets;

/// <summary>
/// Encrypts the secrets of definitions for the database, and decrypts them for those who send them. Each is encrypted in its
/// place, so that all else can be read without a key: whoever shows a definition masks the places and needs no secret.
/// </summary>
internal sealed class SecretVault(IDataProtectionProvider provider, KeyRing keys)
{
    private const string Prefix = "sealed:v1:";

    private readonly IDataProtector _protector = provider.CreateProtector("Curlew.Definitions.Secrets", "v1");

    /// <summary>A definition as JSON for the database, its secrets encrypted.</summary>
    public string Seal(RunDefinitionDocument definition) => Write(SealPlaces(definition));

    /// <summary>A definition, or a part of one, with its secrets encrypted.</summary>
    public RunDefinitionDocument SealPlaces(RunDefinitionDocument definition) => definition.MapSecrets(place =>
        place.IsSecret ? SecretChange.ToToken(Encrypted(place.Value)) : SecretChange.None);

    /// <summary>The same with its secrets decrypted.</summary>
    /// <exception cref="SecretsUnavailableException">They cannot be.</exception>
    public RunDefinitionDocument OpenPlaces(RunDefinitionDocument definition) => definition.MapSecrets(place =>
        place.IsSecret ? SecretChange.ToValue(Decrypted(place)) : SecretChange.None);

    /// <summary>What a run carries out, secrets and all.</summary>
    /// <exception cref="SecretsUnavailableException">They cannot be decrypted.</exception>
    public RunDefinitionDocument Open(RunRecord run) => Open(run.DefinitionJson, run.SecretsSealed);

    /// <summary>What a revision says, secrets and all.</summary>
    /// <exception cref="SecretsUnavailableException">They cannot be decrypted.</exception>
    public RunDefinitionDocument Open(DefinitionRevisionRecord revision) => Open(revision.DefinitionJson, revision.SecretsSealed);

    /// <summary>What the runs of an arm carry out, secrets and all.</summary>
    /// <exception cref="SecretsUnavailableException">They cannot be decrypted.</exception>
    public RunDefinitionDocument Open(ComparisonArmRecord arm) => Open(arm.DefinitionJson, isSealed: true);

    /// <summary>A definition as JSON, as it is.</summary>
    public static string Write(RunDefinitionDocument definition) => JsonSerializer.Serialize(definition, CurlewJson.Options);

    /// <summary>A definition of JSON, as it is.</summary>
    public static RunDefinitionDocument Read(string json) => JsonSerializer.Deserialize<RunDefinitionDocument>(json, CurlewJson.Options)!;

    private RunDefinitionDocument Open(string json, bool isSealed) => isSealed ? OpenPlaces(Read(json)) : Read(json);

    private string Encrypted(string secret) => Prefix + Base64Url.EncodeToString(_protector.Protect(Encoding.UTF8.GetBytes(secret)));

    private string Decrypted(SecretPlace place)
    {
        try
        {
            if (place.Token is { } token && token.StartsWith(Prefix, StringComparison.Ordinal))
                return Encoding.UTF8.GetString(_protector.Unprotect(Base64Url.DecodeFromChars(token.AsSpan(Prefix.Length))));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            throw Unavailable(exception);
        }

        throw Unavailable(null);
    }

    private SecretsUnavailableException Unavailable(Exception? cause) => new(
        $"Its secrets cannot be decrypted: the key ring in {keys.Directory.FullName} (setting Secrets:KeyDirectory) is not the one that "
        + "they were encrypted with. Put that one back, or save the secrets again.",
        cause);
}
