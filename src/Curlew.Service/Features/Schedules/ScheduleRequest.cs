using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Schedules;

namespace Curlew.Service.Features.Schedules;

/// <summary>A schedule as it is to be.</summary>
public sealed record ScheduleRequest
{
    /// <summary>What people call it; must be there. Names need not differ.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Name { get; init; }

    /// <summary>The id of the saved definition that is run; must be there.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Which of its revisions; default the newest at each time.</summary>
    [Range(1, int.MaxValue)]
    public long? Revision { get; init; }

    /// <summary>
    /// When, as a cron expression; must be there. Five fields (minute, hour, day of month, month, day of week), six with seconds before
    /// them, or a macro such as <c>@daily</c>. Times are a minute apart at least.
    /// </summary>
    [MaxLength(ScheduleLimits.CronLength)]
    public string? Cron { get; init; }

    /// <summary>The time zone that it is meant in, by its IANA name, as <c>Europe/Berlin</c>; default <c>UTC</c>.</summary>
    [MaxLength(ScheduleLimits.ZoneLength)]
    public string? TimeZone { get; init; }

    /// <summary>Whether runs are due at all; default true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>
    /// What becomes of a due run while the schedule's last one has not ended: <c>skip</c> (default) leaves it out, <c>queue</c> has it wait
    /// for that one's end; one waits at most.
    /// </summary>
    [AllowedValues("skip", "queue")]
    public string? Overlap { get; init; }

    /// <summary>
    /// What becomes of due times that the service was not there for, or noticed more than a minute late: <c>runOnce</c> (default) makes one
    /// run for all of them, <c>skip</c> leaves them out. The history shows them either way.
    /// </summary>
    [AllowedValues("runOnce", "skip")]
    public string? Misfire { get; init; }

    /// <summary>
    /// What is to differ from the definition, as in <c>overrides</c> of POST /runs. Secrets are kept encrypted and shown as <c>***</c>.
    /// </summary>
    public JsonElement? Overrides { get; init; }

    /// <summary>How many of its runs are kept, and for how long; default as all other runs.</summary>
    public ScheduleRetention? Retention { get; init; }

    /// <summary>The ids of the webhooks that are told of its runs; default none.</summary>
    [MaxLength(ScheduleLimits.Webhooks)]
    public IReadOnlyList<string>? Notify { get; init; }
}

/// <summary>
/// How many ended runs of a schedule are kept, and for how long, beside what the service's retention says of all runs. Pinned runs and
/// baselines stay.
/// </summary>
public sealed record ScheduleRetention
{
    /// <summary>Only so many, the newest ones; absent for any number.</summary>
    [Range(1, ScheduleLimits.KeepRuns)]
    public long? Runs { get; init; }

    /// <summary>Only for so many days after their end; absent for any time.</summary>
    [Range(1, ScheduleLimits.KeepDays)]
    public long? Days { get; init; }
}
