using System.Text.Json;

namespace Curlew.Service.Features.Comparisons;

/// <summary>Finds the fields in which definitions differ.</summary>
internal static class ArmFields
{
    /// <summary>For each of the documents the fields that not all of them have alike, by their paths.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Differing(IReadOnlyList<JsonElement> documents)
    {
        var fields = documents.Select(FieldsOf).ToList();
        var differing = fields.SelectMany(each => each.Keys)
            .Distinct()
            .Where(path => !fields.All(each => each.TryGetValue(path, out var value)
                && JsonElement.DeepEquals(value, fields[0].GetValueOrDefault(path))))
            .ToList();
        return
        [
            .. fields.Select(each => differing
                .Where(each.ContainsKey)
                .ToDictionary(path => path, path => each[path])),
        ];
    }

    private static Dictionary<string, JsonElement> FieldsOf(JsonElement document)
    {
        var fields = new Dictionary<string, JsonElement>();
        Collect(document, "", fields);
        return fields;
    }

    private static void Collect(JsonElement value, string path, Dictionary<string, JsonElement> fields)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Collect(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", fields);
                break;
            case JsonValueKind.Array when value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.Object):
                var index = 0;
                foreach (var element in value.EnumerateArray())
                    Collect(element, $"{path}[{index++}]", fields);
                break;
            default:
                fields[path] = value;
                break;
        }
    }
}
