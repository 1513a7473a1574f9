using System.ComponentModel.DataAnnotations;
using Curlew.Domain.Definitions;

namespace Curlew.Service.Hosting.Settings;

/// <summary>
/// What runs may come to; 0 for no limit but those of every definition. Settings without <c>PerKey</c> hold for whoever sends the run;
/// those with it for an API key that has no such limit of its own. Where several hold, the least does. A run keeps to what held
/// when it was accepted.
/// </summary>
public sealed record LimitSettings
{
    private const string MostBytes = "1125899906842624";

    /// <summary>Requests per second that a run may plan (iterations started per second, times the steps of the journey); default 0.</summary>
    [Range(0d, DefinitionLimits.RatePerSecond * DefinitionLimits.Steps)]
    public double RatePerSecond { get; init; }

    /// <summary>Virtual users that a run may have; default 0.</summary>
    [Range(0, DefinitionLimits.VirtualUsers)]
    public int VirtualUsers { get; init; }

    /// <summary>Seconds that a run's load may take; default 0.</summary>
    [Range(0d, DefinitionLimits.DurationSeconds)]
    public double DurationSeconds { get; init; }

    /// <summary>Bytes that a run may send and receive together; default 0.</summary>
    [Range(typeof(long), "0", MostBytes)]
    public long TotalBytes { get; init; }

    /// <summary>Bytes of an answer's body that a run may read; default 0.</summary>
    [Range(typeof(long), "0", MostBytes)]
    public long ResponseBytes { get; init; }

    /// <summary>Runs that may wait, of all together; default 1,000.</summary>
    [Range(0, 1_000_000)]
    public int QueuedRuns { get; init; } = 1_000;

    /// <summary><see cref="RatePerSecond"/> of a run of an API key; default 0.</summary>
    [Range(0d, DefinitionLimits.RatePerSecond * DefinitionLimits.Steps)]
    public double PerKeyRatePerSecond { get; init; }

    /// <summary><see cref="VirtualUsers"/> of a run of an API key; default 0.</summary>
    [Range(0, DefinitionLimits.VirtualUsers)]
    public int PerKeyVirtualUsers { get; init; }

    /// <summary><see cref="DurationSeconds"/> of a run of an API key; default 0.</summary>
    [Range(0d, DefinitionLimits.DurationSeconds)]
    public double PerKeyDurationSeconds { get; init; }

    /// <summary><see cref="TotalBytes"/> of a run of an API key; default 0.</summary>
    [Range(typeof(long), "0", MostBytes)]
    public long PerKeyTotalBytes { get; init; }

    /// <summary><see cref="ResponseBytes"/> of a run of an API key; default 0.</summary>
    [Range(typeof(long), "0", MostBytes)]
    public long PerKeyResponseBytes { get; init; }

    /// <summary>Runs of an API key that may wait; default 0.</summary>
    [Range(0, 1_000_000)]
    public int PerKeyQueuedRuns { get; init; }

    /// <summary>
    /// Runs of an API key that may be under way at the same time, on all nodes together; default 0. Those beyond it wait, and others'
    /// go first. How many there are in all is <c>Execution:ConcurrentRuns</c>.
    /// </summary>
    [Range(0, 64)]
    public int PerKeyConcurrentRuns { get; init; }

    /// <summary>
    /// Seconds that the loads of all runs of a comparison may take together; default 14,400, which is four hours. Runs that end after a number
    /// of requests are ended in time.
    /// </summary>
    [Range(0d, 7 * DefinitionLimits.DurationSeconds)]
    public double ComparisonSeconds { get; init; } = 14_400;

    /// <summary>Hours for which it is known what a request with an <c>Idempotency-Key</c> made; default 24.</summary>
    [Range(1, 720)]
    public int IdempotencyHours { get; init; } = 24;
}
