using System.Text.Json;
using Curlew.Domain.Comparisons.Plan;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Service.Comparisons;
using Curlew.Storage.Comparisons;

namespace Curlew.Service.Features.Comparisons;

/// <summary>Gathers what is shown of a comparison.</summary>
internal sealed class ComparisonShowing(ComparisonStore comparisons, ComparisonResults results)
{
    /// <summary>The comparison as the API shows it.</summary>
    public async Task<ComparisonResource> ShowAsync(ComparisonRecord comparison, CancellationToken cancelled)
    {
        var terms = JsonSerializer.Deserialize<ComparisonTerms>(comparison.PlanJson, CurlewJson.Options)!;
        var arms = await comparisons.ListArmsAsync(comparison.Id, cancelled);
        var runs = (await comparisons.ListRunsAsync(comparison.Id, cancelled)).ToDictionary(run => run.Position);
        var places = terms.Plan.Order
            .Select((arm, position) => PlaceResource.Of(
                position, terms.Plan.RoundOf(position), arms[arm].Name, position < comparison.Queued, runs.GetValueOrDefault(position)))
            .ToList();
        return new ComparisonResource
        {
            Id = comparison.Id,
            Name = comparison.Name,
            Question = comparison.Question,
            DefinitionId = comparison.DefinitionId,
            DefinitionRevision = comparison.DefinitionRevision,
            Status = comparison.Status,
            Reason = comparison.Reason,
            Rounds = comparison.Rounds,
            Seed = terms.Plan.Seed,
            Rules = RulesResource.Of(terms.Rules),
            CreatedBy = comparison.CreatedBy,
            CreatedAt = comparison.CreatedAt.UtcDateTime,
            EndedAt = comparison.EndedAt?.UtcDateTime,
            Progress = new ComparisonProgress(EndedOf(comparison, runs.Values), terms.Plan.Order.Count),
            Arms = ArmResource.Of(arms),
            Plan = places,
            Result = await results.FindAsync(comparison, cancelled),
            IsFinal = comparison.ResultJson is not null,
            Links = ComparisonLinks.Of(comparison.Id),
        };
    }

    /// <summary>A run that was deleted had ended.</summary>
    private static int EndedOf(ComparisonRecord comparison, IEnumerable<ComparisonRun> runs) =>
        comparison.Queued - runs.Count(run => !run.Status.IsTerminal());
}
