using System.Security.Cryptography;
using Curlew.Domain.Comparisons;
using Curlew.Domain.Comparisons.Documents;
using Curlew.Domain.Comparisons.Reading;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Regressions;
using Curlew.Engine.Catalog;
using Curlew.Service.Execution;
using Curlew.Service.Features;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Comparisons;

/// <summary>Reads what is asked of a comparison.</summary>
internal sealed class ComparisonRequests(EngineCatalog engines, DefinitionStore definitions, SecretVault vault)
{
    /// <summary>The comparison, or all that is wrong with it.</summary>
    /// <exception cref="System.Text.Json.JsonException">The body is no JSON.</exception>
    public async Task<(AskedComparison? Asked, IReadOnlyList<DefinitionFault> Faults)> ReadAsync(
        ReadOnlyMemory<byte> body, CancellationToken cancelled)
    {
        var reading = ComparisonReader.Read(body);
        var names = JsonBody.NamesOf(engines);
        var (definition, madeOf) = await ReadDefinitionAsync(reading, names, cancelled);
        var arms = ArmsReader.Read(reading, definition.Definition, names);

        // What was found faulty at the first look is left out of the second, which finds it missing or faulty again.
        List<DefinitionFault> faults =
        [
            .. reading.Faults, .. definition.Faults.Where(fault => !reading.IsFaulty(fault.Field)), .. arms.Faults,
        ];
        return faults.Count > 0
            ? (null, faults)
            : (Of(reading.Document, definition.Definition!, madeOf, arms), []);
    }

    private static AskedComparison Of(
        ComparisonDocument document, RunDefinition definition, DefinitionRevisionRecord? madeOf, ArmsReading arms) => new(
        document.Name ?? definition.Name,
        document.Question,
        madeOf,
        arms.Arms,
        (int)(document.Rounds ?? ComparisonLimits.DefaultRounds),
        (int)(document.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue)),
        Of(document.Rules ?? new RulesDocument()),
        document.Definition is null ? "" : "definition");

    private static RegressionRules Of(RulesDocument rules) => new()
    {
        MinChangePercent = rules.MinChangePercent ?? RegressionRules.DefaultMinChangePercent,
        MinChangeMs = rules.MinChangeMs ?? RegressionRules.DefaultMinChangeMs,
        MinErrorRatePoints = rules.MinErrorRatePoints ?? RegressionRules.DefaultMinErrorRatePoints,
        FalseAlarmPercent = rules.FalseAlarmPercent ?? RegressionRules.DefaultFalseAlarmPercent,
    };

    private async Task<(DefinitionReading Reading, DefinitionRevisionRecord? MadeOf)> ReadDefinitionAsync(
        ComparisonReading reading, IReadOnlyCollection<string> names, CancellationToken cancelled)
    {
        var document = reading.Document;
        if (document.DefinitionId is not null && document.Definition is null)
        {
            var asked = new SavedRunDocument
            {
                DefinitionId = document.DefinitionId, Revision = document.Revision, Overrides = document.Overrides,
            };
            return await SavedRun.ReadAsync(new DocumentReading<SavedRunDocument>(asked, []), definitions, vault, engines, cancelled);
        }

        return (ArmsReader.ReadDefinition(document, names) ?? new DefinitionReading(null, []), null);
    }
}
