using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Overrides;
using Curlew.Domain.Definitions.Reading;
using Curlew.Engine.Catalog;
using Curlew.Service.Features;
using Curlew.Service.Regressions;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Execution;

/// <summary>What a run of a saved definition comes to: the saved one with what is to differ.</summary>
internal static class SavedRun
{
    private const string Overrides = "overrides";

    private static readonly string[] Fields = ["definitionId", "revision", Overrides, BaselineCheck.Field];

    /// <summary>
    /// Whether a body asks for a saved definition: whether it has a field that no definition has, but a request for a saved one.
    /// What is no JSON does not, for whoever reads it next to say so.
    /// </summary>
    public static bool IsMeant(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = DefinitionLimits.JsonDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                foreach (var field in Fields)
                {
                    if (reader.ValueTextEquals(field))
                        return true;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Said where it is read.
        }

        return false;
    }

    /// <summary>The definition that comes of it, and the revision that it was made of.</summary>
    public static async Task<(DefinitionReading Reading, DefinitionRevisionRecord? MadeOf)> ReadAsync(
        DocumentReading<SavedRunDocument> asked,
        DefinitionStore definitions,
        SecretVault vault,
        EngineCatalog engines,
        CancellationToken cancelled)
    {
        var faults = asked.Faults.Select(Explained).ToList();
        if (asked.Document is not { } document)
            return Faulty(faults);
        if (document.DefinitionId is not { } id)
            return Faulty([new DefinitionFault("definitionId", "Is missing: the id of the saved definition that is to be run.")]);
        if (document.Overrides is { ValueKind: not JsonValueKind.Object })
            faults.Add(new DefinitionFault(Overrides, "Must be an object: the fields of the definition that are to differ."));
        if (!Guid.TryParseExact(id, "D", out var definitionId)
            || await definitions.FindRecordAsync(definitionId, cancelled) is not { } record)
        {
            return Faulty([NotFound(id), .. faults]);
        }

        var revision = (int?)document.Revision;
        if (await definitions.FindAsync(definitionId, revision, cancelled) is not { } saved)
            faults.Insert(0, new DefinitionFault("revision", $"Must be one that there is, from 1 to {record.Revision}, but is {revision}."));
        else if (faults.Count == 0)
            return (Read(saved.Revision, document.Overrides, vault, engines), saved.Revision);
        return Faulty(faults);
    }

    /// <summary>The definition that comes of a revision and what is to differ from it; faults are named under <c>overrides</c>.</summary>
    public static DefinitionReading Read(DefinitionRevisionRecord saved, JsonElement? overrides, SecretVault vault, EngineCatalog engines)
    {
        using var nothing = JsonDocument.Parse("{}");
        try
        {
            var reading = DefinitionOverrides.Read(
                SecretVault.Write(vault.Open(saved)), overrides ?? nothing.RootElement, JsonBody.NamesOf(engines));
            return reading with { Faults = [.. reading.Faults.Select(fault => fault with { Field = PathOf(fault.Field) })] };
        }
        catch (JsonException tooDeep)
        {
            return new DefinitionReading(null, [new DefinitionFault(Overrides, tooDeep.Message)]);
        }
        catch (SecretsUnavailableException exception)
        {
            return new DefinitionReading(null, [new DefinitionFault("definitionId", exception.Message)]);
        }
    }

    private static string PathOf(string field) => field.Length == 0 || field[0] == '[' ? Overrides + field : $"{Overrides}.{field}";

    /// <summary>Whoever puts a definition's field beside the id wants it to differ.</summary>
    private static DefinitionFault Explained(DefinitionFault fault) => Fields.Contains(fault.Field)
        ? fault
        : fault with { Message = $"Cannot stand beside `definitionId`; what is to differ from the saved definition belongs into `{Overrides}`." };

    private static DefinitionFault NotFound(string id) => new(
        "definitionId", $"No definition has the id \"{Shown(id)}\"; GET /api/v1/definitions lists those that there are.");

    private static string Shown(string id) => id.Length <= 40 ? id : $"{id[..40]}…";

    private static (DefinitionReading, DefinitionRevisionRecord?) Faulty(IReadOnlyList<DefinitionFault> faults) =>
        (new DefinitionReading(null, faults), null);
}
