using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;

namespace Curlew.Domain.Comparisons.Arms;

/// <summary>Every combination of some fields' values.</summary>
internal static class ArmMatrix
{
    private const string Path = "matrix";

    /// <summary>The arms that it stands for, the last field changing first; what is wrong with it goes to <paramref name="faults"/>.</summary>
    public static IReadOnlyList<ArmDraft> Read(
        IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> matrix, List<DefinitionFault> faults)
    {
        if (matrix.Count is 0 or > ComparisonLimits.MatrixFields)
        {
            faults.Add(new DefinitionFault(
                Path, $"Must have 1 to {ComparisonLimits.MatrixFields} fields, each with its values, but has {matrix.Count}."));
            return [];
        }

        var empty = matrix.Where(field => field.Value.Count == 0).Select(field => field.Key).ToList();
        faults.AddRange(empty.Select(field => new DefinitionFault(FieldPath.Member(Path, field), "Must have values.")));
        if (empty.Count > 0)
            return [];

        var size = matrix.Values.Aggregate(1L, (size, values) => Math.Min(size * values.Count, int.MaxValue));
        if (size > ComparisonLimits.MaxArms)
        {
            faults.Add(new DefinitionFault(
                Path, $"Comes to {size} arms, but a comparison has at most {ComparisonLimits.MaxArms}; leave values out."));
            return [];
        }

        IEnumerable<IReadOnlyList<Cell>> combinations = [[]];
        foreach (var (field, values) in matrix)
            combinations = [.. combinations.SelectMany(so => values.Select((value, index) => (IReadOnlyList<Cell>)[.. so, new Cell(field, index, value)]))];
        return [.. combinations.Select(DraftOf)];
    }

    private static ArmDraft DraftOf(IReadOnlyList<Cell> cells)
    {
        var overrides = new JsonObject();
        foreach (var cell in cells)
            Put(overrides, cell.Field.Split('.'), JsonSerializer.SerializeToNode(cell.Value));
        return new ArmDraft(ArmNames.Of(overrides), overrides, field => PathOf(cells, field), Path);
    }

    private static void Put(JsonObject into, string[] path, JsonNode? value)
    {
        foreach (var name in path[..^1])
        {
            if (into[name] is not JsonObject inner)
                into[name] = inner = [];
            into = inner;
        }

        into[path[^1]] = value;
    }

    /// <summary>The value that a fault is about, where it is about one.</summary>
    private static string PathOf(IReadOnlyList<Cell> cells, string field) =>
        cells.FirstOrDefault(cell => field == cell.Field
            || field.StartsWith($"{cell.Field}.", StringComparison.Ordinal)
            || field.StartsWith($"{cell.Field}[", StringComparison.Ordinal)) is { } cell
                ? FieldPath.Element(FieldPath.Member(Path, cell.Field), cell.Index)
                : FieldPath.Below(Path, field);

    private sealed record Cell(string Field, int Index, JsonElement Value);
}
