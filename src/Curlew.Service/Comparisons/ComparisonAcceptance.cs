using System.Globalization;
using System.Text.Json;
using Curlew.Domain.Comparisons;
using Curlew.Domain.Comparisons.Arms;
using Curlew.Domain.Comparisons.Plan;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Service.Execution;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Idempotency;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Limits;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Idempotency;

namespace Curlew.Service.Comparisons;

/// <summary>Makes a comparison of what was asked for, within the limits of who asks.</summary>
internal sealed class ComparisonAcceptance(
    RunAcceptance acceptance, RunLimitBook limits, LimitSettings settings, SecretVault vault, TimeProvider time)
{
    /// <summary>Stores the comparison and queues its first run, all or nothing; or says what is in the way.</summary>
    /// <exception cref="KeyTakenException">An equal request was faster; nothing was stored.</exception>
    public async Task<ComparisonAdmission> AcceptAsync(
        AskedComparison asked, Caller caller, IdempotentRequest request, CancellationToken cancelled)
    {
        var inForce = await limits.OfAsync(caller.KeyId, cancelled);
        var faults = BeyondLimits(asked, inForce);
        var arms = asked.Arms.Select(arm => Bounded(arm, asked, inForce)).ToList();
        if (TooLong(arms, asked.Rounds, inForce) is { } tooLong)
            faults.Add(tooLong);
        if (faults.Count > 0)
            return new ComparisonAdmission(null, faults, null);

        var plan = ComparisonPlan.Draw(arms.Count, asked.Rounds, asked.Seed);
        var record = RecordOf(asked, plan, caller);
        var first = plan.Order[0];
        var place = new ComparisonPlace(record.Id, Position: 0, first, Round: 0, new NewComparison(record, [.. arms.Select(ArmRecordOf)]));
        var admission = await acceptance.AcceptAsync(
            arms[first].Definition, asked.MadeOf, caller, request, new RunOrigin { Comparison = place }, cancelled);
        return admission.Run is null
            ? new ComparisonAdmission(null, admission.Faults, admission.Full)
            : new ComparisonAdmission(record, [], null);

        ComparisonArmRecord ArmRecordOf(ComparisonArm arm, int number) => new()
        {
            ComparisonId = record.Id,
            Arm = number,
            Name = arm.Name,
            DefinitionJson = vault.Seal(DefinitionReader.ToDocument(arm.Definition)),
        };
    }

    private ComparisonRecord RecordOf(AskedComparison asked, ComparisonPlan plan, Caller caller)
    {
        // To the microsecond, as it is kept.
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return new ComparisonRecord
        {
            Id = Guid.CreateVersion7(now),
            Name = asked.Name,
            Question = asked.Question,
            DefinitionId = asked.MadeOf?.DefinitionId,
            DefinitionRevision = asked.MadeOf?.Revision,
            Status = ComparisonStatus.Running,
            Rounds = asked.Rounds,
            PlanJson = JsonSerializer.Serialize(new ComparisonTerms(plan, asked.Rules), CurlewJson.Options),
            Queued = 1,
            ApiKeyId = caller.KeyId,
            CreatedBy = caller.Name,
            CreatedAt = now,
        };
    }

    /// <summary>What is wrong with all arms alike is wrong with the definition, and said of that once.</summary>
    private static List<DefinitionFault> BeyondLimits(AskedComparison asked, LimitsInForce inForce)
    {
        var found = asked.Arms
            .SelectMany(arm => LimitCheck.Run(arm.Definition, inForce).Faults.Select(fault => (Arm: arm, Fault: fault)))
            .ToLookup(found => found.Fault);
        return
        [
            .. found.SelectMany(fault => fault.Count() == asked.Arms.Count
                ? [fault.Key with { Field = asked.PathOf(fault.Key.Field) }]
                : fault.Select(found => fault.Key with { Field = found.Arm.PathOf(fault.Key.Field) })),
        ];
    }

    /// <summary>A run that only a number of requests ends may take its share of the comparison, and no more.</summary>
    private ComparisonArm Bounded(ComparisonArm arm, AskedComparison asked, LimitsInForce inForce)
    {
        if (settings.ComparisonSeconds <= 0 || DurationOf(arm.Definition, inForce) is not null)
            return arm;
        var share = TimeSpan.FromSeconds(Math.Min(
            DefinitionLimits.DurationSeconds, settings.ComparisonSeconds / (asked.Rounds * asked.Arms.Count)));
        return arm with { Definition = arm.Definition with { Limits = arm.Definition.Limits with { Duration = share } } };
    }

    private DefinitionFault? TooLong(List<ComparisonArm> arms, int rounds, LimitsInForce inForce)
    {
        var round = arms.Sum(arm => DurationOf(arm.Definition, inForce)?.TotalSeconds ?? 0);
        return settings.ComparisonSeconds > 0 && rounds * round > settings.ComparisonSeconds
            ? new DefinitionFault("rounds", string.Create(
                CultureInfo.InvariantCulture,
                $"Come to {rounds * round:0.###} seconds of load ({rounds} rounds of {arms.Count} arms), but a comparison may have "
                + $"{settings.ComparisonSeconds:0.###}: the service's limit (setting Limits:ComparisonSeconds). Take fewer rounds, fewer arms or "
                + $"shorter runs."))
            : null;
    }

    private static TimeSpan? DurationOf(RunDefinition definition, LimitsInForce inForce) =>
        definition.Load.Duration ?? LimitCheck.Run(definition, inForce).Definition.Limits.Duration;
}

/// <summary>What came of asking for a comparison: the comparison, or what is in the way.</summary>
/// <param name="Comparison">The comparison; null where none was made.</param>
/// <param name="Faults">Limits that it exceeds.</param>
/// <param name="Full">The limit of the queue that leaves no room.</param>
internal sealed record ComparisonAdmission(ComparisonRecord? Comparison, IReadOnlyList<DefinitionFault> Faults, LimitInForce? Full);
