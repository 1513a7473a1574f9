using System.Text.Json;
using Curlew.Domain.Access;
using Curlew.Domain.Comparisons;
using Curlew.Domain.Comparisons.Plan;
using Curlew.Domain.Definitions;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Service.Execution;
using Curlew.Service.FollowUps;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Access;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Definitions;
using Curlew.Storage.Runs;

namespace Curlew.Service.Comparisons;

/// <summary>
/// Carries comparisons on: when a run of one has ended, however it did, the next one of its plan is queued, and after the last one its result is
/// saved. There is never more than one run of a comparison at a time, wherever that is carried out.
///
/// Nothing of it is in memory. Whoever comes to a comparison, be it after a run's end, after a kill or on another node, does what is next
/// for it; the database lets only one of them do it, by the number of places that have been queued. A run that failed, was stopped or was
/// interrupted is what its place came to: load is never sent a second time by itself.
/// </summary>
internal sealed partial class ComparisonCoordinator(
    ComparisonStore comparisons,
    DefinitionStore definitions,
    ApiKeyStore keys,
    RunAcceptance acceptance,
    RunDefinitions runDefinitions,
    ComparisonResults results,
    TimeProvider time,
    ILogger<ComparisonCoordinator> logger) : IRunFollowUp
{
    /// <inheritdoc/>
    public Task FollowUpAsync(RunRecord run, CancellationToken cancelled) =>
        run.ComparisonId is { } id ? AdvanceAsync(id, cancelled) : Task.CompletedTask;

    /// <summary>Does what is next for a comparison; nothing where it waits for a run, or is done with.</summary>
    public async Task AdvanceAsync(Guid id, CancellationToken cancelled)
    {
        if (await comparisons.FindAsync(id, cancelled) is not { } comparison
            || await comparisons.FindStatusAsync(id, comparison.Queued - 1, cancelled) is { } last && !last.IsTerminal())
        {
            return;
        }

        var terms = JsonSerializer.Deserialize<ComparisonTerms>(comparison.PlanJson, CurlewJson.Options)!;
        if (comparison.Status == ComparisonStatus.Running && comparison.Queued < terms.Plan.Order.Count)
            await QueueNextAsync(comparison, terms.Plan, cancelled);
        else if (comparison.ResultJson is null)
            await SaveResultAsync(comparison, cancelled);
    }

    private async Task QueueNextAsync(ComparisonRecord comparison, ComparisonPlan plan, CancellationToken cancelled)
    {
        var position = comparison.Queued;
        var arm = await comparisons.FindArmAsync(comparison.Id, plan.Order[position], cancelled)
            ?? throw new InvalidOperationException($"Comparison {comparison.Id} has no arm {plan.Order[position]}.");
        if (await WhyNotAsync(comparison, cancelled) is { } refusal)
        {
            await FailAsync(comparison, refusal, cancelled);
            return;
        }

        RunDefinition definition;
        try
        {
            definition = runDefinitions.Read(arm);
        }
        catch (Exception exception) when (exception is InvalidOperationException or SecretsUnavailableException)
        {
            await FailAsync(comparison, $"Arm \"{arm.Name}\" can be run no more. {exception.Message}", cancelled);
            return;
        }

        var madeOf = comparison.DefinitionId is { } saved
            ? (await definitions.FindAsync(saved, comparison.DefinitionRevision, cancelled))?.Revision
            : null;
        var caller = new Caller(comparison.ApiKeyId, comparison.CreatedBy, ApiRole.Runner);
        var place = new ComparisonPlace(comparison.Id, position, arm.Arm, plan.RoundOf(position));
        var admission = await acceptance.AcceptAsync(
            definition, madeOf, caller, request: null, new RunOrigin { Comparison = place }, cancelled);
        if (admission.Faults.Count > 0)
        {
            await FailAsync(
                comparison,
                $"Arm \"{arm.Name}\" exceeds limits that were set meanwhile. {string.Join(" ", admission.Faults.Select(fault => $"{fault.Field}: {fault.Message}"))}",
                cancelled);
        }
        else if (admission.Full is { } full)
        {
            LogNoRoom(comparison.Id, full.Most);
        }
    }

    /// <summary>Whoever may not send load any more does not send it by what they asked for before.</summary>
    private async Task<string?> WhyNotAsync(ComparisonRecord comparison, CancellationToken cancelled) =>
        comparison.ApiKeyId is { } key && (await keys.FindAsync(key, cancelled))?.IsOfUse(time.GetUtcNow()) != true
            ? $"The API key \"{comparison.CreatedBy}\", which asked for it, has been revoked or has expired."
            : null;

    private async Task FailAsync(ComparisonRecord comparison, string reason, CancellationToken cancelled)
    {
        LogFailed(comparison.Id, reason);
        await comparisons.TryEndAsync(
            comparison.Id, ComparisonStatus.Failed, reason, await results.WriteAsync(comparison, cancelled), cancelled);
    }

    private async Task SaveResultAsync(ComparisonRecord comparison, CancellationToken cancelled)
    {
        var json = await results.WriteAsync(comparison, cancelled);
        if (comparison.Status == ComparisonStatus.Running)
            await comparisons.TryEndAsync(comparison.Id, ComparisonStatus.Completed, reason: null, json, cancelled);
        else
            await comparisons.SaveResultAsync(comparison.Id, json, cancelled);
    }
}
