using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Comparisons.Arms;
using Curlew.Domain.Comparisons.Documents;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;

namespace Curlew.Domain.Comparisons.Reading;

/// <summary>Reads what the arms of a comparison are: the second of two looks.</summary>
public static class ArmsReader
{
    /// <summary>
    /// The definition that a request holds itself, in <c>definition</c> or as shorthand; null where it names a saved one. What the shorthand
    /// leaves open is 100 requests per second and 10 seconds.
    /// </summary>
    public static DefinitionReading? ReadDefinition(ComparisonDocument document, IReadOnlyCollection<string> engines)
    {
        if (document.Definition is { } whole)
        {
            var reading = DefinitionReader.Read(JsonSerializer.SerializeToUtf8Bytes(whole), engines);
            return reading with { Faults = [.. reading.Faults.Select(fault => fault with { Field = FieldPath.Below("definition", fault.Field) })] };
        }

        return document.Url is null
            ? null
            : DefinitionReader.Read(JsonSerializer.SerializeToUtf8Bytes(ShorthandOf(document), CurlewJson.Options), engines);
    }

    /// <summary>The arms, or what is wrong with them beyond what <paramref name="reading"/> has found.</summary>
    /// <param name="reading">The first look.</param>
    /// <param name="definition">What the arms are variants of, secrets and all; null where that has faults.</param>
    /// <param name="engines">The names that <c>engine</c> may have, in the order of the settings.</param>
    public static ArmsReading Read(ComparisonReading reading, RunDefinition? definition, IReadOnlyCollection<string> engines)
    {
        var faults = new List<DefinitionFault>();
        if (reading.IsFaulty("arms") || reading.IsFaulty("matrix") || reading.IsFaulty("question"))
            return new ArmsReading([], faults);
        var drafts = DraftsOf(reading.Document, definition, engines, faults);
        if (drafts.Count > 0)
            CheckNames(drafts, faults);
        else if (reading.Document.Arms is not null)
            faults.Add(new DefinitionFault("arms", $"Must be at least {ComparisonLimits.MinArms}, but there are none."));
        var arms = definition is null ? [] : ArmReader.Read(drafts, definition, engines, faults);
        return new ArmsReading(faults.Count == 0 ? arms : [], faults);
    }

    private static IReadOnlyList<ArmDraft> DraftsOf(
        ComparisonDocument document, RunDefinition? definition, IReadOnlyCollection<string> engines, List<DefinitionFault> faults)
    {
        if (document.Question is { } question)
            return definition is null ? [] : QuestionArms.Of(question, definition, engines, faults);
        if (document.Matrix is { } matrix)
            return ArmMatrix.Read(matrix, faults);
        return [.. document.Arms!.Select((arm, index) =>
        {
            var overrides = arm.Overrides is { } given ? JsonObject.Create(given)! : [];
            var path = $"arms[{index}].overrides";
            return new ArmDraft(
                arm.Name ?? ArmNames.Of(overrides),
                overrides,
                field => FieldPath.Below(path, field),
                arm.Name is null ? $"arms[{index}]" : $"arms[{index}].name");
        })];
    }

    private static void CheckNames(IReadOnlyList<ArmDraft> drafts, List<DefinitionFault> faults)
    {
        if (drafts.Count < ComparisonLimits.MinArms)
        {
            var field = drafts[0].NamePath.Split('[')[0];
            faults.Add(new DefinitionFault(field, $"Comes to {drafts.Count} arm, but at least {ComparisonLimits.MinArms} are compared."));
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        faults.AddRange(drafts
            .Where(draft => !seen.Add(draft.Name.Trim()))
            .Select(draft => new DefinitionFault(draft.NamePath, $"Another arm is called \"{draft.Name}\" as well.")));
    }

    private static RunDefinitionDocument ShorthandOf(ComparisonDocument document) => new()
    {
        Url = document.Url,
        Method = document.Method,
        VirtualUsers = document.VirtualUsers,
        DurationSeconds = document.DurationSeconds ?? (document.Requests is null ? ComparisonLimits.DefaultDurationSeconds : null),
        Requests = document.Requests,
        RatePerSecond = document.RatePerSecond
            ?? (document.VirtualUsers is null && document.Requests is null ? ComparisonLimits.DefaultRatePerSecond : null),
        MaxVirtualUsers = document.MaxVirtualUsers,
        HttpVersion = document.HttpVersion,
        MaxConnects = document.MaxConnects,
        Engine = document.Engine,
        WarmUpSeconds = document.WarmUpSeconds,
        Tls = document.Tls,
    };
}

/// <summary>What reading the arms came to.</summary>
/// <param name="Arms">The arms; none where there are faults.</param>
/// <param name="Faults">What is wrong with them.</param>
public sealed record ArmsReading(IReadOnlyList<ComparisonArm> Arms, IReadOnlyList<DefinitionFault> Faults);
