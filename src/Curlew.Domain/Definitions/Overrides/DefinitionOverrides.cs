using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Overrides;

/// <summary>
/// Makes a definition of a saved one and what is to differ from it: a JSON Merge Patch (RFC 7396) on its full form. Two
/// things are eased for whoever writes it: fields of the shorthand are understood, and what excludes each other gives way
/// (see <see cref="LoadOverrides"/>) instead of being left side by side.
/// </summary>
public static class DefinitionOverrides
{
    /// <summary>
    /// Reads the outcome as <see cref="DefinitionReader.Read"/> would. Paths of faults are those of the overrides, as they were
    /// written. Masks in place of secrets stand for those of the saved definition.
    /// </summary>
    /// <param name="savedJson">The full form, secrets and all.</param>
    /// <param name="overrides">A JSON object, valid Unicode, whose objects name each member once.</param>
    /// <param name="engines">The names that <c>engine</c> may have.</param>
    /// <exception cref="JsonException">The outcome is nested deeper than <see cref="DefinitionLimits.JsonDepth"/>.</exception>
    public static DefinitionReading Read(string savedJson, JsonElement overrides, IReadOnlyCollection<string> engines)
    {
        var merged = JsonNode.Parse(savedJson)!.AsObject();
        var changes = JsonObject.Create(overrides) ?? [];
        var shorthand = new ShorthandOverrides(merged, changes);
        shorthand.Move();
        if (merged["load"] is JsonObject load && changes["load"] is JsonObject loadChanges)
            LoadOverrides.GiveWay(load, loadChanges);
        if (merged["outcomes"] is JsonObject outcomes && changes["outcomes"] is JsonObject outcomeChanges)
            GiveWay(outcomes, outcomeChanges);
        JsonMergePatch.Apply(merged, changes);

        var kept = KeptSecrets.Of(JsonSerializer.Deserialize<RunDefinitionDocument>(savedJson, CurlewJson.Options)!);
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(merged.ToJsonString(CurlewJson.Options)), engines, kept);
        if (shorthand.Faults.Count == 0 && reading.Definition is not null)
            return reading;
        return new DefinitionReading(
            null,
            [.. shorthand.Faults, .. reading.Faults.Select(fault => fault with { Field = shorthand.WrittenAs(fault.Field) })]);
    }

    /// <summary>A saved limit says when to go over to failures, so it goes where not all are kept any more.</summary>
    private static void GiveWay(JsonObject saved, JsonObject changes)
    {
        if (changes["keep"] is not null)
            saved.Remove("limit");
    }
}
