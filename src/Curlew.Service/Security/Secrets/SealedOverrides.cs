using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Json;

namespace Curlew.Service.Security.Secrets;

/// <summary>
/// What is to differ from a saved definition, kept in the database: its secrets are encrypted as those of definitions are, each in its
/// place. A merge patch has nulls, which take fields away, where a definition has nothing; so they are put back afterwards.
/// </summary>
internal sealed class SealedOverrides(SecretVault vault)
{
    /// <summary>As JSON for the database.</summary>
    /// <exception cref="JsonException">It is no such patch; whoever has made a definition with it knows that it is one.</exception>
    public string Seal(JsonElement overrides) => Write(vault.SealPlaces(DocumentOf(overrides)), overrides).ToJsonString(CurlewJson.Options);

    /// <summary>As it was given, secrets and all.</summary>
    /// <exception cref="SecretsUnavailableException">They cannot be decrypted.</exception>
    public JsonElement Open(string json)
    {
        var overrides = JsonElement.Parse(json);
        return ElementOf(Write(vault.OpenPlaces(DocumentOf(overrides)), overrides));
    }

    /// <summary>As it may be shown: with every secret masked.</summary>
    public static JsonElement Show(string json)
    {
        var overrides = JsonElement.Parse(json);
        return ElementOf(Write(DocumentOf(overrides).WithoutSecrets(), overrides));
    }

    /// <summary>
    /// New ones in which masks stand for the secrets of the saved ones. A mask for which there is none stays: it means the secret of the
    /// definition.
    /// </summary>
    /// <exception cref="SecretsUnavailableException">There are masks, and what they stand for cannot be decrypted.</exception>
    public JsonElement Keep(string? savedJson, JsonElement overrides)
    {
        var document = DocumentOf(overrides);
        if (savedJson is null || !HasMasks(document))
            return overrides;
        var kept = new Dictionary<string, string>();
        vault.OpenPlaces(DocumentOf(JsonElement.Parse(savedJson))).MapSecrets(place =>
        {
            if (place.IsSecret && place.Token != SecretMask.Mask)
                kept.TryAdd(place.Key, place.Value);
            return SecretChange.None;
        });
        var whole = document.MapSecrets(place => place.IsSecret && place.Token == SecretMask.Mask && kept.TryGetValue(place.Key, out var secret)
            ? SecretChange.ToValue(secret)
            : SecretChange.None);
        return ElementOf(Write(whole, overrides));
    }

    /// <summary>What is wrong with them by themselves, whatever definition they are for.</summary>
    public static IReadOnlyList<DefinitionFault> FaultsOf(JsonElement overrides) => overrides.ValueKind == JsonValueKind.Object
        ? DocumentReader.Read<RunDefinitionDocument>(BytesOf(overrides)).Faults
        : [new DefinitionFault("", "Must be an object: the fields of the definition that are to differ.")];

    private static bool HasMasks(RunDefinitionDocument document)
    {
        var has = false;
        document.MapSecrets(place =>
        {
            has |= place.IsSecret && place.Token == SecretMask.Mask;
            return SecretChange.None;
        });
        return has;
    }

    /// <summary>Read as a request is, so that 1e3 is a whole number here as well.</summary>
    private static RunDefinitionDocument DocumentOf(JsonElement overrides)
    {
        var reading = DocumentReader.Read<RunDefinitionDocument>(BytesOf(overrides));
        return reading.Document ?? throw new JsonException(string.Join(" ", reading.Faults.Select(fault => $"{fault.Field}: {fault.Message}")));
    }

    private static byte[] BytesOf(JsonElement json) => Encoding.UTF8.GetBytes(json.GetRawText());

    private static JsonElement ElementOf(JsonNode node) => JsonSerializer.SerializeToElement(node, CurlewJson.Options);

    private static JsonObject Write(RunDefinitionDocument document, JsonElement given)
    {
        var written = JsonSerializer.SerializeToNode(document, CurlewJson.Options)!.AsObject();
        PutNulls(written, given);
        return written;
    }

    /// <summary>Arrays are given as a whole, and hold nothing that is to be taken away.</summary>
    private static void PutNulls(JsonObject written, JsonElement given)
    {
        foreach (var member in given.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
                written[member.Name] = null;
            else if (member.Value.ValueKind == JsonValueKind.Object && written[member.Name] is JsonObject inner)
                PutNulls(inner, member.Value);
        }
    }
}
