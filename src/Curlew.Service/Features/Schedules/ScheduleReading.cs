using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Domain.Schedules;
using Curlew.Service.Schedules;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>Reads schedules as they are sent, and names all that is wrong with one before it is saved: nobody looks at three in the morning.</summary>
internal sealed class ScheduleReading(ScheduleStore schedules, ScheduledRuns runs, SealedOverrides sealing)
{
    private const string Overrides = "overrides";

    /// <summary>The schedule to save in the place of <paramref name="current"/>, or a new one where that is null; or the problem.</summary>
    public async Task<(ScheduleRecord? Schedule, IResult? Problem)> ReadAsync(
        ReadOnlyMemory<byte> body, ScheduleRecord? current, Caller caller, CancellationToken cancelled)
    {
        if (JsonBody.Read(() => DocumentReader.Read<ScheduleRequest>(body), out var reading) is { } problem)
            return (null, problem);
        if (reading.Document is not { } asked)
            return (null, JsonBody.ProblemOf(reading.Faults));

        var faults = new List<DefinitionFault>();
        if (asked.Name is not { } name || !name.Any(char.IsLetterOrDigit) || name.Any(char.IsControl))
            faults.Add(new DefinitionFault("name", "Must be there, and have a letter or a digit and no control characters."));
        var zone = asked.TimeZone ?? ZoneName.Default;
        AddFaultsOfTimes(asked.Cron, zone, faults);
        var overrides = ReadOverrides(asked.Overrides, current, faults);
        var definition = await DefineAsync(asked, overrides, faults, cancelled);
        var webhooks = await ReadWebhooksAsync(asked.Notify ?? [], faults, cancelled);
        if (faults.Count > 0)
            return (null, JsonBody.ProblemOf(faults));
        if (await runs.CheckAsync(definition!, caller.KeyId, cancelled) is { } refusal)
            return (null, (refusal with { Detail = $"Nothing was saved. {refusal.Detail}" }).ToAnswer());

        var now = schedules.Now;
        var isAnew = current is not { Enabled: true } || current.Cron != asked.Cron || current.TimeZone != zone;
        return (new ScheduleRecord
        {
            Id = current?.Id ?? Guid.CreateVersion7(now),
            Name = asked.Name!,
            DefinitionId = Guid.Parse(asked.DefinitionId!),
            DefinitionRevision = (int?)asked.Revision,
            Cron = asked.Cron!,
            TimeZone = zone,
            Enabled = asked.Enabled ?? true,
            Overlap = asked.Overlap == "queue" ? OverlapChoice.Queue : OverlapChoice.Skip,
            Misfire = asked.Misfire == "skip" ? MisfireChoice.Skip : MisfireChoice.RunOnce,
            OverridesJson = overrides is { } differing ? sealing.Seal(differing) : null,
            KeepRuns = (int?)asked.Retention?.Runs,
            KeepDays = (int?)asked.Retention?.Days,
            NotifyJson = JsonSerializer.Serialize(webhooks, CurlewJson.Options),

            // What was due before it said so is none of its times.
            HandledUntil = isAnew ? now : current!.HandledUntil,
            Version = (current?.Version ?? 0) + 1,
            ApiKeyId = caller.KeyId,
            CreatedBy = current?.CreatedBy ?? caller.Name,
            CreatedAt = current?.CreatedAt ?? now,
            UpdatedAt = now,
        }, null);
    }

    private void AddFaultsOfTimes(string? cron, string zone, List<DefinitionFault> faults)
    {
        var found = ZoneName.Find(zone);
        if (cron is null)
        {
            faults.Add(new DefinitionFault(
                "cron", "Is missing: when the runs are due, as in \"0 3 * * *\" for three o'clock each night, or \"@daily\" for midnight."));
        }
        else if (CronRule.FaultOf(cron, found ?? TimeZoneInfo.Utc, schedules.Now) is { } fault)
        {
            faults.Add(new DefinitionFault("cron", fault));
        }

        if (found is null)
            faults.Add(new DefinitionFault("timeZone", ZoneName.FaultOf(zone)));
    }

    /// <summary>What is to differ, with the saved secrets in place of masks.</summary>
    private JsonElement? ReadOverrides(JsonElement? given, ScheduleRecord? current, List<DefinitionFault> faults)
    {
        if (given is not { } overrides)
            return null;
        var own = SealedOverrides.FaultsOf(overrides);
        faults.AddRange(own.Select(fault => fault with { Field = fault.Field.Length == 0 ? Overrides : $"{Overrides}.{fault.Field}" }));
        if (own.Count > 0)
            return null;
        try
        {
            return sealing.Keep(current?.OverridesJson, overrides);
        }
        catch (SecretsUnavailableException exception)
        {
            faults.Add(new DefinitionFault(Overrides, exception.Message));
            return null;
        }
    }

    private async Task<RunDefinition?> DefineAsync(
        ScheduleRequest asked, JsonElement? overrides, List<DefinitionFault> faults, CancellationToken cancelled)
    {
        if (asked.DefinitionId is not { } text)
        {
            faults.Add(new DefinitionFault("definitionId", "Is missing: the id of the saved definition that is to be run."));
            return null;
        }

        if (!Guid.TryParseExact(text, "D", out var id))
        {
            faults.Add(new DefinitionFault("definitionId", "Must be the id of a saved definition, a UUID; GET /api/v1/definitions lists them."));
            return null;
        }

        var (definition, _, found) = await runs.DefineAsync(id, (int?)asked.Revision, overrides, cancelled);
        faults.AddRange(found);
        return definition;
    }

    private async Task<IReadOnlyList<Guid>> ReadWebhooksAsync(
        IReadOnlyList<string> notify, List<DefinitionFault> faults, CancellationToken cancelled)
    {
        var ids = notify.Select(text => Guid.TryParseExact(text, "D", out var id) ? id : Guid.Empty).ToList();
        var unknown = await schedules.FindUnknownWebhooksAsync([.. ids.Distinct()], cancelled);
        for (var index = 0; index < ids.Count; index++)
        {
            if (unknown.Contains(ids[index]))
                faults.Add(new DefinitionFault($"notify[{index}]", "No webhook has this id; GET /api/v1/webhooks lists those that there are."));
        }

        return [.. ids.Distinct()];
    }
}
