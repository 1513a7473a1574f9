using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Runs;
using Curlew.Service.Idempotency;
using Curlew.Service.Jobs;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Limits;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Definitions;
using Curlew.Storage.Idempotency;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>Makes a run of a definition, within the limits of who asks for it.</summary>
internal sealed class RunAcceptance(RunStore runs, IRunQueue queue, RunLimitBook limits, SecretVault vault, TimeProvider time)
{
    /// <summary>
    /// Stores the run with a snapshot of its definition, then queues it; or says which limits are in the way. The snapshot holds the
    /// limits that the run has to keep to.
    /// </summary>
    /// <param name="definition">What to carry out.</param>
    /// <param name="madeOf">The saved definition that it was made of; null where it was POSTed whole.</param>
    /// <param name="caller">Who asks for it.</param>
    /// <param name="request">
    /// The request, whose key is kept with the run, or with the comparison that begins with it; null where there is none.
    /// </param>
    /// <param name="origin">What it is part of.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="KeyTakenException">An equal request was faster; nothing was stored.</exception>
    public async Task<RunAdmission> AcceptAsync(
        RunDefinition definition,
        DefinitionRevisionRecord? madeOf,
        Caller caller,
        IdempotentRequest? request,
        RunOrigin origin,
        CancellationToken cancelled)
    {
        var inForce = await limits.OfAsync(caller.KeyId, cancelled);
        var (limited, faults) = LimitCheck.Run(definition, inForce);
        if (faults.Count > 0)
            return RunAdmission.Beyond(faults);

        var id = origin.Firing is { } firing ? new RunId(firing.RunId) : origin.Id ?? RunId.New(time);
        var run = RecordOf(id, limited, madeOf, caller, origin);
        var queueLimits = new QueueLimits((int?)inForce.QueuedRunsInAll?.Most, (int?)inForce.QueuedRunsOfKey?.Most);
        var made = origin.Comparison?.Id ?? run.Id;
        var record = request?.RecordOf(made, run.CreatedAt);
        switch (await runs.TryAddAsync(run, queueLimits, record, origin.Firing, origin.Comparison?.New, cancelled))
        {
            case QueueRefusal.FullInAll:
                return RunAdmission.NoRoom(inForce.QueuedRunsInAll!);
            case QueueRefusal.FullForKey:
                return RunAdmission.NoRoom(inForce.QueuedRunsOfKey!);
            case QueueRefusal.NotDue or QueueRefusal.PlaceTaken:
                return RunAdmission.NotNeeded;
            default:
                queue.Enqueue(new RunId(run.Id));
                return RunAdmission.Of(run);
        }
    }

    /// <summary>Makes a run of the service's own under an id that was made before, whatever the limits are.</summary>
    public async Task<RunRecord> AcceptAsync(RunId id, RunDefinition definition, CancellationToken cancelled)
    {
        var run = RecordOf(id, definition, madeOf: null, Caller.Local, RunOrigin.None);
        await runs.AddAsync(run, cancelled);
        queue.Enqueue(id);
        return run;
    }

    private RunRecord RecordOf(
        RunId id, RunDefinition definition, DefinitionRevisionRecord? madeOf, Caller caller, RunOrigin origin) => new()
    {
        Id = id.Value,
        Name = definition.Name,
        DefinitionId = madeOf?.DefinitionId,
        DefinitionRevision = madeOf?.Revision,
        DefinitionJson = vault.Seal(DefinitionReader.ToDocument(definition)),
        SecretsSealed = true,
        HttpVersion = definition.HttpVersion.ToWord(),
        Engine = definition.Engine,
        CreatedAt = time.GetUtcNow(),
        ApiKeyId = caller.KeyId,
        CreatedBy = caller.Name,
        ScheduleId = origin.Firing?.ScheduleId,
        DueAt = origin.Firing?.DueAt,
        ComparisonId = origin.Comparison?.Id,
        ComparisonPosition = origin.Comparison?.Position,
        ComparisonArm = origin.Comparison?.Arm,
        ComparisonRound = origin.Comparison?.Round,
        BaselineRunId = origin.BaselineRunId,
    };
}
