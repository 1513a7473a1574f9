using System.ComponentModel.DataAnnotations;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>
/// What ends the load before its defined end: the run is then <c>stopped</c>, and its <c>stopReason</c> names the limit. Where the
/// service or the API key has such a limit, the run's definition has it here, as it was when the run was accepted.
/// </summary>
public sealed record LimitsDocument
{
    /// <summary>How many seconds the load may take, however slow the server is. For loads that end after a number of requests.</summary>
    [Range(DefinitionLimits.MinDurationSeconds, DefinitionLimits.DurationSeconds)]
    public double? DurationSeconds { get; init; }

    /// <summary>
    /// How many bytes may be sent and received together, heads and bodies; looked at twice a second, so that it can be more by what
    /// goes over the wire meanwhile.
    /// </summary>
    [Range(1, DefinitionLimits.TotalBytes)]
    public long? TotalBytes { get; init; }
}
