using System.Globalization;
using Curlew.Domain.Summaries;

namespace Curlew.Engine.Recovery;

/// <summary>What figures are that were put together after the process had died that measured them.</summary>
internal sealed record RecoveryNote
{
    /// <summary>Whether they are of stored outcomes; otherwise they are of the seconds that were saved.</summary>
    public required bool IsOfOutcomes { get; init; }

    /// <summary>Why they are not of outcomes; null where they are.</summary>
    public required string? WhyNotOfOutcomes { get; init; }

    /// <summary>How many outcomes, or seconds, there were.</summary>
    public required long Count { get; init; }

    /// <summary>Whether the load had come to its end and nothing of it is missing, so that thresholds can be judged.</summary>
    public required bool IsJudged { get; init; }

    /// <summary>Says all that in the result itself.</summary>
    public SelfCheck ToSelfCheck() => new(
        "recomputed", SelfCheckResult.Warn, Count, IsOfOutcomes ? "outcomes" : "seconds", $"{Source} {Missing} {Judgement}");

    private string Source => IsOfOutcomes
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"The process that measured this run died before it saved a result. The figures were recomputed from the {Count:N0} outcomes that it had stored.")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The process that measured this run died before it saved a result. The figures were recomputed from the {Count:N0} seconds of its timeline that it had saved, because {WhyNotOfOutcomes}.");

    private string Missing => IsOfOutcomes
        ? "Peaks of users and connections and CPU times are those of the saved seconds; of connections that one request opened, as for redirects, one counts. Not known are the generator's memory and pauses and how busy it was, so nothing vouches for it; and its version, which is given as it is now."
        : "Times are within 0.8 % of the real ones. Not known are iterations, connections, phases, start lags, statuses, codes and HTTP versions (failures are those that were stored), nor anything of the generator but its CPU times, so nothing vouches for it.";

    private string Judgement => IsJudged
        ? "The load had come to its end and none of it is missing, so its thresholds were judged."
        : "Its thresholds were not judged, because the load had not come to its end or a part of it is missing.";
}
