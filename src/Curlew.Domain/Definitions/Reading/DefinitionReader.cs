using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Definitions.Thresholds;
using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// Reads the JSON of a run definition and names all of its faults at once. Two passes make that possible: the first
/// holds the JSON against the shape of <see cref="RunDefinitionDocument"/> and leaves faulty fields out; the second
/// checks what the remaining fields mean, and is silent about what the first one has already found.
/// </summary>
public static class DefinitionReader
{
    /// <summary>
    /// Reads full form or shorthand. Unknown fields, wrong types and values out of range are all faults of the
    /// result. <paramref name="engines"/> are the names that <c>engine</c> may have. <paramref name="kept"/> has what masks in place
    /// of secrets stand for; without it they are faults.
    /// </summary>
    /// <exception cref="JsonException">
    /// The text is no JSON, or nested deeper than <see cref="DefinitionLimits.JsonDepth"/>.
    /// </exception>
    public static DefinitionReading Read(
        ReadOnlyMemory<byte> utf8Json, IReadOnlyCollection<string> engines, KeptSecrets? kept = null)
    {
        using var json = DocumentReader.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = DefinitionLimits.JsonDepth });
        var faults = new FaultList();
        var sound = ShapeCheck.Run(json.RootElement, typeof(RunDefinitionDocument), faults);
        if (sound is null)
            return new DefinitionReading(null, faults.InOrder());

        var document = JsonSerializer.Deserialize<RunDefinitionDocument>(sound.Value.Span, CurlewJson.Options)!;
        var definition = new RunRules(faults, engines).Read((kept ?? KeptSecrets.None).ApplyTo(document, faults.Add));
        return faults.IsEmpty ? new DefinitionReading(definition, []) : new DefinitionReading(null, faults.InOrder());
    }

    /// <summary>What is wrong with a definition's name, apart from its length; null where nothing is.</summary>
    public static string? FaultOfName(string name) => TextRules.FaultOfName(name);

    /// <summary>The full form of a definition; reading it again gives an equal definition.</summary>
    public static RunDefinitionDocument ToDocument(RunDefinition definition) => FullForm.Of(definition);

    /// <summary>A threshold as definitions have it.</summary>
    public static ThresholdDocument ToDocument(Threshold threshold) => FullForm.Of(threshold);
}

/// <summary>What reading a definition came to: the definition, or its faults.</summary>
/// <param name="Definition">The definition; null where there are faults.</param>
/// <param name="Faults">All faults, in the document's order; empty where there is a definition.</param>
public sealed record DefinitionReading(RunDefinition? Definition, IReadOnlyList<DefinitionFault> Faults);
