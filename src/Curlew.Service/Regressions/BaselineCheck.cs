using Curlew.Domain.Definitions;
using Curlew.Domain.Runs;
using Curlew.Storage.Definitions;
using Curlew.Storage.Runs;

namespace Curlew.Service.Regressions;

/// <summary>Finds out before anything is queued whether what a run is to be held against is there.</summary>
internal sealed class BaselineCheck(RunStore runs, DefinitionStore definitions)
{
    /// <summary>The field that names the run to be held against.</summary>
    public const string Field = "baselineRunId";

    private const string Choice = "regression.baseline";

    /// <summary>What keeps the run from being held against what it is to be held against; empty where nothing does.</summary>
    /// <param name="definition">What is to be carried out.</param>
    /// <param name="definitionId">The saved definition that it was made of; null where it is of none.</param>
    /// <param name="baselineRunId">The run that was named to be held against; null where the definition decides.</param>
    /// <param name="cancelled">Gives up.</param>
    public async Task<IReadOnlyList<DefinitionFault>> FaultsAsync(
        RunDefinition definition, Guid? definitionId, Guid? baselineRunId, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var fault = baselineRunId is { } named
            ? await FaultOfNamedAsync(named, cancelled)
            : definition.Regression.Baseline == BaselineChoice.Pinned ? await FaultOfPinnedAsync(definitionId, cancelled) : null;
        return fault is null ? [] : [fault];
    }

    /// <summary>The same of a request that names the run as text, whatever else is wrong with it; with the run's id.</summary>
    /// <param name="named">What it names; null where it does not.</param>
    /// <param name="definition">What is to be carried out; null where that has faults.</param>
    /// <param name="definitionId">The saved definition that it was made of; null where it is of none.</param>
    /// <param name="cancelled">Gives up.</param>
    public async Task<(Guid? BaselineRunId, IReadOnlyList<DefinitionFault> Faults)> ReadAsync(
        string? named, RunDefinition? definition, Guid? definitionId, CancellationToken cancelled)
    {
        if (named is null)
            return (null, definition is null ? [] : await FaultsAsync(definition, definitionId, null, cancelled));
        if (!RunId.TryParse(named, out var id))
            return (null, [new DefinitionFault(Field, "Must be the id of a run, a UUID as POST /api/v1/runs answered it.")]);
        return (id.Value, await FaultOfNamedAsync(id.Value, cancelled) is { } fault ? [fault] : []);
    }

    private async Task<DefinitionFault?> FaultOfNamedAsync(Guid id, CancellationToken cancelled)
    {
        if (await runs.FindAsync(new RunId(id), cancelled) is not { } run)
            return new DefinitionFault(Field, $"No run has the id {id:D} (any more); GET /api/v1/runs lists those that there are.");
        return FaultOf(run) is { } fault ? new DefinitionFault(Field, $"The run {id:D} cannot be a baseline: {fault}") : null;
    }

    private async Task<DefinitionFault?> FaultOfPinnedAsync(Guid? definitionId, CancellationToken cancelled)
    {
        if (definitionId is not { } id || await definitions.FindRecordAsync(id, cancelled) is not { } saved)
        {
            return new DefinitionFault(
                Choice,
                "Is \"pinned\", but only a saved definition can have a baseline. Save this one with POST /api/v1/definitions, or choose "
                + "\"auto\", \"rolling\" or \"none\".");
        }

        var wayOut = $"PUT /api/v1/definitions/{id:D}/baseline makes a run the baseline; overrides {{\"regression\": {{\"baseline\": "
            + "\"none\"}} make one that can be it.";
        if (saved.BaselineRunId is not { } pinned)
            return new DefinitionFault(Choice, $"Is \"pinned\", but the definition has no baseline. {wayOut}");
        if (await runs.FindAsync(new RunId(pinned), cancelled) is not { } run)
            return new DefinitionFault(Choice, $"Is \"pinned\", but the definition's baseline, the run {pinned:D}, was deleted. {wayOut}");
        return FaultOf(run) is { } fault
            ? new DefinitionFault(Choice, $"Is \"pinned\", but the definition's baseline, the run {pinned:D}, is of no use: {fault} {wayOut}")
            : null;
    }

    private static string? FaultOf(RunRecord run) => run switch
    {
        _ when !run.Status.IsTerminal() => "it has not ended.",
        { SummaryJson: null } => "it ended without figures.",
        _ => null,
    };
}
