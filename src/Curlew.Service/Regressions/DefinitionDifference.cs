using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;

namespace Curlew.Service.Regressions;

/// <summary>
/// What two definitions differ in, as far as it changes what is sent or what counts as an error. Fields are named and never shown: some
/// of them are secrets.
/// </summary>
internal static class DefinitionDifference
{
    private const int Named = 8;

    /// <summary>Neither what a run is called, nor how it is judged and kept. The engine is compared by its versions, whatever its name.</summary>
    private static readonly string[] OfNoAccount =
        ["name", "engine", "thresholds", "judgeInvalidRuns", "outcomes", "limits", "regression"];

    /// <summary>Rows of data may be millions; whoever wants to know which one has both definitions.</summary>
    private static readonly string[] Whole = ["rows", "body"];

    /// <summary>The paths of the fields, as in <c>load.ratePerSecond</c>; the last one counts the rest where there are many.</summary>
    public static IReadOnlyList<string> Between(RunDefinition earlier, RunDefinition now)
    {
        var fields = new List<string>();
        Compare(NodeOf(earlier), NodeOf(now), "", fields);
        return fields.Count <= Named ? fields : [.. fields.Take(Named), $"{fields.Count - Named} more"];
    }

    private static JsonObject NodeOf(RunDefinition definition)
    {
        var node = JsonSerializer.SerializeToNode(DefinitionReader.ToDocument(definition), CurlewJson.Options)!.AsObject();
        foreach (var field in OfNoAccount)
            node.Remove(field);
        return node;
    }

    private static void Compare(JsonNode? earlier, JsonNode? now, string path, List<string> fields)
    {
        switch (earlier, now)
        {
            case (JsonObject before, JsonObject after):
                foreach (var name in before.Select(member => member.Key).Union(after.Select(member => member.Key)))
                    CompareMember(before[name], after[name], path.Length == 0 ? name : $"{path}.{name}", name, fields);
                break;
            case (JsonArray before, JsonArray after) when before.Count == after.Count:
                for (var index = 0; index < before.Count; index++)
                    Compare(before[index], after[index], $"{path}[{index}]", fields);
                break;
            default:
                if (!JsonNode.DeepEquals(earlier, now))
                    fields.Add(path);
                break;
        }
    }

    private static void CompareMember(JsonNode? earlier, JsonNode? now, string path, string name, List<string> fields)
    {
        if (!Whole.Contains(name))
            Compare(earlier, now, path, fields);
        else if (!JsonNode.DeepEquals(earlier, now))
            fields.Add(path);
    }
}
