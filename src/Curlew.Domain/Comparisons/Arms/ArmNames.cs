using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Secrets;

namespace Curlew.Domain.Comparisons.Arms;

/// <summary>Names of arms that were given none: what differs.</summary>
internal static class ArmNames
{
    private const string AsItIs = "as it is";

    /// <summary>Fields whose values speak for themselves.</summary>
    private static readonly HashSet<string> Plain = ["httpVersion", "engine", TargetOverride.Field, "url"];

    /// <summary>The name of what overrides say, as in <c>2, maxConnects 10</c>.</summary>
    public static string Of(JsonObject overrides)
    {
        var said = PartsOf("", overrides).ToList();
        var name = said.Count == 0 ? AsItIs : string.Join(", ", said);
        return name.Length <= DefinitionLimits.NameLength ? name : $"{name[..(DefinitionLimits.NameLength - 1)]}…";
    }

    private static IEnumerable<string> PartsOf(string path, JsonObject fields)
    {
        foreach (var (name, value) in fields)
        {
            var field = path.Length == 0 ? name : $"{path}.{name}";
            if (value is JsonObject { Count: > 0 } inner)
            {
                foreach (var part in PartsOf(field, inner))
                    yield return part;
            }
            else
            {
                yield return Plain.Contains(field) ? TextOf(value) : $"{field} {TextOf(value)}";
            }
        }
    }

    private static string TextOf(JsonNode? value) => value switch
    {
        null => "none",
        JsonArray array => array.Count == 1 ? "[1 element]" : $"[{array.Count} elements]",
        JsonValue text when text.GetValueKind() == JsonValueKind.String => FieldPath.Shown(SecretMask.InText(text.GetValue<string>())),
        _ => value.ToJsonString(),
    };
}
