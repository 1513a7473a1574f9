using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>
/// How much load. <c>closed</c>: virtual users, each of which starts again when it is done. <c>open</c>: iterations are
/// started at a rate, whatever is still in flight. Constant (the fields of this object), or in <c>stages</c>.
/// </summary>
public sealed record LoadDocument
{
    /// <summary><c>closed</c> (default) or <c>open</c>.</summary>
    [AllowedValues("closed", "open"), DefaultValue("closed")]
    public string? Model { get; init; }

    /// <summary>Closed, constant: how many virtual users run side by side; default 1.</summary>
    [Range(1, DefinitionLimits.VirtualUsers)]
    public long? VirtualUsers { get; init; }

    /// <summary>Open, constant: iterations started per second.</summary>
    [Range(0, DefinitionLimits.RatePerSecond)]
    public double? RatePerSecond { get; init; }

    /// <summary>Constant: for how many seconds iterations are started; those in flight at the end are awaited.</summary>
    [Range(DefinitionLimits.MinDurationSeconds, DefinitionLimits.DurationSeconds)]
    public double? DurationSeconds { get; init; }

    /// <summary>Closed, constant, a journey of one step: how many requests are sent in all, instead of a duration.</summary>
    [Range(1, DefinitionLimits.Requests)]
    public long? Requests { get; init; }

    /// <summary>Closed, constant: how many iterations are started in all, instead of a duration.</summary>
    [Range(1, DefinitionLimits.Requests)]
    public long? Iterations { get; init; }

    /// <summary>Stages, one after another.</summary>
    [MaxLength(DefinitionLimits.Stages)]
    public IReadOnlyList<StageDocument>? Stages { get; init; }

    /// <summary>
    /// Open: the most virtual users at one time; default 10000, or as many as <c>connections</c> and
    /// <c>streamsPerConnection</c> have room for. A start that finds none free is skipped and counted.
    /// </summary>
    [Range(1, DefinitionLimits.VirtualUsers)]
    public long? MaxVirtualUsers { get; init; }
}

/// <summary>A part of a load.</summary>
public sealed record StageDocument
{
    /// <summary>How long it lasts, in seconds.</summary>
    [Range(DefinitionLimits.MinDurationSeconds, DefinitionLimits.DurationSeconds)]
    public double? DurationSeconds { get; init; }

    /// <summary>Open: iterations started per second.</summary>
    [Range(0, DefinitionLimits.RatePerSecond)]
    public double? RatePerSecond { get; init; }

    /// <summary>Closed: virtual users.</summary>
    [Range(0, DefinitionLimits.VirtualUsers)]
    public long? VirtualUsers { get; init; }

    /// <summary>
    /// Whether it goes in a straight line from the end of the stage before (0 before the first) to its own rate or number of
    /// users, instead of holding it from its beginning; default false.
    /// </summary>
    [DefaultValue(false)]
    public bool? Ramp { get; init; }
}
