using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Overrides;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;

namespace Curlew.Domain.Comparisons.Arms;

/// <summary>Makes runnable arms of what differs between them.</summary>
internal static class ArmReader
{
    private const string Arms = "arms";

    /// <summary>The arms; what is wrong with any of them goes to <paramref name="faults"/>.</summary>
    /// <param name="drafts">The arms as they were asked for.</param>
    /// <param name="definition">What they are variants of, secrets and all.</param>
    /// <param name="engines">The names that <c>engine</c> may have.</param>
    /// <param name="faults">Takes the faults.</param>
    public static IReadOnlyList<ComparisonArm> Read(
        IReadOnlyList<ArmDraft> drafts, RunDefinition definition, IReadOnlyCollection<string> engines, List<DefinitionFault> faults)
    {
        var json = JsonSerializer.Serialize(DefinitionReader.ToDocument(definition), CurlewJson.Options);
        var arms = new List<ComparisonArm>();
        var seen = new Dictionary<string, string>();
        var length = 0L;
        foreach (var draft in drafts)
        {
            var reading = Read(draft, json, engines);

            // The values of a matrix are in several arms each, and so would their faults be.
            foreach (var fault in reading.Faults.Select(fault => fault with { Field = draft.PathOf(fault.Field) }).Except(faults))
                faults.Add(fault);
            if (reading.Definition is not { } armDefinition)
                continue;
            var text = TextOf(armDefinition);
            length += text.Length;
            if (!seen.TryAdd(text, draft.Name))
            {
                faults.Add(new DefinitionFault(
                    draft.NamePath, $"\"{draft.Name}\" comes to the same as \"{seen[text]}\": two arms alike would be compared with each other."));
            }

            arms.Add(new ComparisonArm(draft.Name, Named(armDefinition, draft), draft.PathOf));
        }

        if (length > ComparisonLimits.DefinitionsLength)
        {
            faults.Add(new DefinitionFault(
                Arms, $"Come to {length} characters in full form, but may have {ComparisonLimits.DefinitionsLength} together."));
        }

        return arms;
    }

    private static DefinitionReading Read(ArmDraft draft, string json, IReadOnlyCollection<string> engines)
    {
        var merged = JsonNode.Parse(json)!.AsObject();
        var overrides = draft.Overrides.DeepClone().AsObject();
        var faults = TargetOverride.Apply(merged, overrides).ToList();
        try
        {
            var reading = DefinitionOverrides.Read(
                merged.ToJsonString(CurlewJson.Options), JsonSerializer.SerializeToElement(overrides), engines);
            return faults.Count == 0 ? reading : new DefinitionReading(null, [.. faults, .. reading.Faults]);
        }
        catch (JsonException tooDeep)
        {
            return new DefinitionReading(null, [new DefinitionFault("", tooDeep.Message)]);
        }
    }

    private static string TextOf(RunDefinition definition) =>
        JsonSerializer.Serialize(DefinitionReader.ToDocument(definition) with { Name = null }, CurlewJson.Options);

    /// <summary>In a list of runs those of an arm can be told from others.</summary>
    private static RunDefinition Named(RunDefinition definition, ArmDraft draft)
    {
        if (draft.Overrides.ContainsKey("name"))
            return definition;
        var name = $"{definition.Name} · {draft.Name}";
        return definition with
        {
            Name = name.Length <= DefinitionLimits.NameLength ? name : $"{name[..(DefinitionLimits.NameLength - 1)]}…",
        };
    }
}
