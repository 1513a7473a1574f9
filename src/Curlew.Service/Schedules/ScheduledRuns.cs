using System.Text;
using System.Text.Json;
using Curlew.Domain.Access;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Engine.Catalog;
using Curlew.Service.Execution;
using Curlew.Service.Idempotency;
using Curlew.Service.Problems;
using Curlew.Service.Regressions;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Limits;
using Curlew.Service.Security.Secrets;
using Curlew.Service.Security.Targets;
using Curlew.Storage.Access;
using Curlew.Storage.Definitions;
using Curlew.Storage.Runs;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Schedules;

/// <summary>Makes the runs of schedules, and says beforehand whether they could be made.</summary>
internal sealed class ScheduledRuns(
    DefinitionStore definitions,
    ApiKeyStore keys,
    SealedOverrides sealing,
    SecretVault vault,
    EngineCatalog engines,
    BaselineCheck baselines,
    ITargets targets,
    RunLimitBook limits,
    RunAcceptance acceptance,
    TimeProvider time)
{
    private const string Overrides = "overrides";

    /// <summary>What would be run, with the revision that it is made of; or all that is wrong with it, by the fields of a schedule.</summary>
    public async Task<(RunDefinition? Definition, DefinitionRevisionRecord? MadeOf, IReadOnlyList<DefinitionFault> Faults)> DefineAsync(
        Guid definitionId, int? revision, JsonElement? overrides, CancellationToken cancelled)
    {
        if (await definitions.FindRecordAsync(definitionId, cancelled) is not { } record)
            return Faulty("definitionId", $"No definition has the id \"{definitionId}\"; GET /api/v1/definitions lists those that there are.");
        if (await definitions.FindAsync(definitionId, revision, cancelled) is not { } saved)
            return Faulty("revision", $"Must be one that there is, from 1 to {record.Revision}, but is {revision}.");
        var reading = SavedRun.Read(saved.Revision, overrides, vault, engines);
        if (reading.Definition is not { } definition)
            return (null, null, reading.Faults);

        // Two that are small enough may come to more than one may have.
        var bytes = Encoding.UTF8.GetByteCount(SecretVault.Write(DefinitionReader.ToDocument(definition)));
        if (bytes > DefinitionLimits.DocumentBytes)
            return Faulty(Overrides, $"A definition may have {DefinitionLimits.DocumentBytes} bytes in full form, but this one would have {bytes}.");
        var ofBaseline = await baselines.FaultsAsync(definition, definitionId, baselineRunId: null, cancelled);
        return ofBaseline.Count > 0 ? (null, null, ofBaseline) : (definition, saved.Revision, []);
    }

    /// <summary>What keeps a definition from being run by somebody; null where nothing does.</summary>
    public async Task<RunRefusal?> CheckAsync(RunDefinition definition, Guid? key, CancellationToken cancelled)
    {
        if ((await targets.CurrentAsync(cancelled)).Check(definition) is { Count: > 0 } refusals)
        {
            return new RunRefusal(
                ProblemType.TargetNotAllowed,
                "The definition leads where nothing may be sent; GET /api/v1/targets lists what is allowed.",
                [.. refusals.Select(refusal => new DefinitionFault(refusal.Field, TargetAnswers.SentenceOf(refusal.Decision)))]);
        }

        var (_, faults) = LimitCheck.Run(definition, await limits.OfAsync(key, cancelled));
        return faults.Count == 0 ? null : Beyond(faults);
    }

    /// <summary>
    /// Makes the run of a due time, or of one that somebody triggered; or says why not. Neither is the answer where it has been made already,
    /// or is not to be made any more.
    /// </summary>
    public async Task<(RunRecord? Run, RunRefusal? Refusal)> MakeAsync(
        ScheduleRecord schedule, ScheduleFiringRecord firing, Caller caller, IdempotentRequest? request, CancellationToken cancelled)
    {
        var (definition, madeOf, faults) = await DefineAsync(schedule, cancelled);
        if (definition is null)
        {
            var detail = $"No run was made, because the schedule has {faults.Count} fault(s) by now.";
            return (null, new RunRefusal(ProblemType.InvalidDefinition, detail, faults));
        }

        if (await CheckAsync(definition, caller.KeyId, cancelled) is { } refusal)
            return (null, refusal);
        var admission = await acceptance.AcceptAsync(definition, madeOf, caller, request, new RunOrigin { Firing = firing }, cancelled);
        return admission switch
        {
            { Full: { } full } => (null, new RunRefusal(
                ProblemType.QueueFull, $"No run was made: {full.Most} runs wait, and no more may: {full.Whose}.", [])),
            { Faults.Count: > 0 } => (null, Beyond(admission.Faults)),
            _ => (admission.Run, null),
        };
    }

    /// <summary>
    /// On whose behalf a due run is made: that of the key which made the schedule or changed it last. One that has been revoked, or has
    /// expired, sends nothing any more, nor do its schedules.
    /// </summary>
    public async Task<(Caller Caller, RunRefusal? Refusal)> FindOwnerAsync(ScheduleRecord schedule, CancellationToken cancelled)
    {
        var name = $"schedule {schedule.Name}";
        var caller = new Caller(schedule.ApiKeyId, name[..Math.Min(name.Length, DefinitionLimits.NameLength)], ApiRole.Runner);
        if (schedule.ApiKeyId is not { } id || (await keys.FindAsync(id, cancelled))?.IsOfUse(time.GetUtcNow()) == true)
            return (caller, null);
        return (caller, new RunRefusal(
            ProblemType.Forbidden,
            "No run was made: the API key that made or last changed the schedule has expired or was revoked. Whoever saves the schedule again "
            + "(PUT) takes it over.",
            []));
    }

    private async Task<(RunDefinition? Definition, DefinitionRevisionRecord? MadeOf, IReadOnlyList<DefinitionFault> Faults)> DefineAsync(
        ScheduleRecord schedule, CancellationToken cancelled)
    {
        try
        {
            JsonElement? overrides = schedule.OverridesJson is { } json ? sealing.Open(json) : null;
            return await DefineAsync(schedule.DefinitionId, schedule.DefinitionRevision, overrides, cancelled);
        }
        catch (Exception exception) when (exception is SecretsUnavailableException or JsonException)
        {
            return Faulty(Overrides, exception.Message);
        }
    }

    private static RunRefusal Beyond(IReadOnlyList<DefinitionFault> faults) =>
        new(ProblemType.LimitExceeded, $"The run would exceed {faults.Count} limit(s).", faults);

    private static (RunDefinition?, DefinitionRevisionRecord?, IReadOnlyList<DefinitionFault>) Faulty(string field, string message) =>
        (null, null, [new DefinitionFault(field, message)]);
}
