using System.Text.Json;
using Curlew.Domain.Comparisons.Documents;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;

namespace Curlew.Domain.Comparisons.Reading;

/// <summary>Reads what is asked of a comparison: the first of two looks, which needs no definition. The other is <see cref="ArmsReader"/>.</summary>
public static class ComparisonReader
{
    /// <summary>Overrides of an arm lie deeper than those of a run: in an object in an array.</summary>
    private const int Depth = DefinitionLimits.JsonDepth + 4;

    private static readonly string[] OfSaved = ["revision", "overrides"];
    private static readonly string[] WaysToSayArms = ["arms", "matrix", "question"];

    private static readonly string[] Shorthand =
    [
        "url", "method", "virtualUsers", "durationSeconds", "requests", "ratePerSecond", "maxVirtualUsers", "httpVersion", "maxConnects",
        "engine", "warmUpSeconds", "tls",
    ];

    /// <summary>The request as far as it is sound, and what is wrong with it.</summary>
    /// <exception cref="JsonException">The text is no JSON, names a field twice, or is nested too deep.</exception>
    public static ComparisonReading Read(ReadOnlyMemory<byte> utf8Json)
    {
        using var json = DocumentReader.Parse(
            utf8Json, new JsonDocumentOptions { MaxDepth = Depth, AllowDuplicateProperties = false });
        var faults = new FaultList();
        if (ShapeCheck.Run(json.RootElement, typeof(ComparisonDocument), faults) is not { } sound)
            return new ComparisonReading(new ComparisonDocument(), faults.InOrder());
        var document = JsonSerializer.Deserialize<ComparisonDocument>(sound.Span, CurlewJson.Options)!;
        CheckName(document, faults);
        CheckDefinition(document, faults);
        CheckArms(document, faults);
        return new ComparisonReading(document, faults.InOrder());
    }

    private static void CheckName(ComparisonDocument document, FaultList faults)
    {
        if (document.Name is { } name && DefinitionReader.FaultOfName(name) is { } fault)
            faults.Add("name", fault);
    }

    private static void CheckDefinition(ComparisonDocument document, FaultList faults)
    {
        var isGiven = faults.Has("definition");
        var isSaved = faults.Has("definitionId");
        if (isGiven && isSaved)
            faults.Add("definitionId", "Cannot stand beside `definition`: give one of them.");
        foreach (var field in Shorthand.Where(field => (isGiven || isSaved) && faults.Has(field)))
        {
            faults.Add(field, isGiven
                ? "Cannot stand beside `definition`; write it there."
                : "Cannot stand beside `definitionId`; what is to differ from the saved definition belongs into `overrides`.");
        }

        foreach (var field in OfSaved.Where(field => !isSaved && faults.Has(field)))
            faults.Add(field, "Is for a saved definition, but `definitionId` is missing.");
        if (!isGiven && !isSaved && !faults.Has("url"))
        {
            var hasShorthand = Shorthand.Any(faults.Has);
            faults.Add(
                hasShorthand ? "url" : "definition",
                hasShorthand ? "Is missing." : "Is missing: give `definition`, `definitionId`, or a `url` and the shorthand beside it.");
        }

        MustBeObject(document.Definition, "definition", faults);
        MustBeObject(document.Overrides, "overrides", faults);
    }

    private static void CheckArms(ComparisonDocument document, FaultList faults)
    {
        var ways = WaysToSayArms.Where(faults.Has).ToList();
        if (ways.Count == 0)
            faults.Add("arms", "Is missing: say what differs, with `arms`, a `matrix` or a `question`.");
        foreach (var way in ways.Skip(1))
            faults.Add(way, $"Cannot stand beside `{ways[0]}`: give one of `arms`, `matrix` and `question`.");
        for (var index = 0; index < document.Arms?.Count; index++)
        {
            MustBeObject(document.Arms[index].Overrides, $"arms[{index}].overrides", faults);
            if (document.Arms[index].Name is { } name && DefinitionReader.FaultOfName(name) is { } fault)
                faults.Add($"arms[{index}].name", fault);
        }
    }

    private static void MustBeObject(JsonElement? value, string field, FaultList faults)
    {
        if (value is { ValueKind: not JsonValueKind.Object } other)
            faults.Add(field, $"Must be an object, but is {ScalarCheck.KindOf(other)}.");
    }
}

/// <summary>What reading a request came to.</summary>
/// <param name="Document">What of it is sound.</param>
/// <param name="Faults">What is wrong with it.</param>
public sealed record ComparisonReading(ComparisonDocument Document, IReadOnlyList<DefinitionFault> Faults)
{
    /// <summary>Whether something is wrong with a field or inside it.</summary>
    public bool IsFaulty(string field) => Faults.Any(fault => fault.Field == field
        || fault.Field.StartsWith($"{field}.", StringComparison.Ordinal)
        || fault.Field.StartsWith($"{field}[", StringComparison.Ordinal));
}
