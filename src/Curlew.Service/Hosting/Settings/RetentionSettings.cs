using System.ComponentModel.DataAnnotations;
using Curlew.Storage.Disk;
using Curlew.Storage.Retention;

namespace Curlew.Service.Hosting.Settings;

/// <summary>
/// What is kept of runs that have ended, and what of the disk is left free. Whoever loses a result that they need is angry,
/// whoever finds a disk full is angrier: so the rows of outcomes, which are nearly all of the bytes, have a limit by default, while
/// summaries, errors and timelines stay for a year. Pinned runs and baselines stay in any case.
/// </summary>
public sealed record RetentionSettings
{
    /// <summary>
    /// Days after whose end a run is deleted, with all that there is of it; default 365, 0 for never. Fractions are allowed.
    /// </summary>
    [Range(0d, 36_500d)]
    public double MaxAgeDays { get; init; } = 365;

    /// <summary>
    /// Ended runs of one saved definition that are kept, the newest ones; default 0, any number. Runs that were POSTed whole belong
    /// to none and do not count, nor do pinned runs and the baseline.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaxRunsPerDefinition { get; init; }

    /// <summary>
    /// Bytes that all files of outcomes in this node's directory may have together; default 10 GiB, about 250 million outcomes, 0
    /// for any. Beyond it the files of the runs that ended first are deleted; their summaries, errors and timelines stay.
    /// </summary>
    [Range(typeof(long), "0", "1125899906842624")]
    public long MaxBytes { get; init; } = 10L << 30;

    /// <summary>Minutes from one sweep to the next; default 10. The first one comes at the start.</summary>
    [Range(1, 1_440)]
    public int SweepEveryMinutes { get; init; } = 10;

    /// <summary>
    /// Free bytes of the outcomes' disk below which runs store failures only; default 1 GiB, 0 for never.
    /// </summary>
    [Range(typeof(long), "0", "1125899906842624")]
    public long FailuresOnlyBelowFreeBytes { get; init; } = DiskLimits.Default.FailuresOnlyBelowBytes;

    /// <summary>
    /// Free bytes of the outcomes' disk below which a run that stores outcomes ends, or does not begin; default 256 MiB, 0 for never.
    /// </summary>
    [Range(typeof(long), "0", "1125899906842624")]
    public long StopBelowFreeBytes { get; init; } = DiskLimits.Default.StopBelowBytes;

    /// <summary>Days after which entries of the audit trail are deleted; default 400, 0 for never.</summary>
    [Range(0, 36_500)]
    public int AuditDays { get; init; } = 400;

    /// <summary>Days after which deliveries to webhooks that are not to be sent any more are deleted; default 30, 0 for never.</summary>
    [Range(0, 36_500)]
    public int DeliveryDays { get; init; } = 30;

    /// <summary>What a sweep goes by.</summary>
    internal RetentionRules ToRules() => new()
    {
        MaxAge = MaxAgeDays > 0 ? TimeSpan.FromDays(MaxAgeDays) : null,
        MaxRunsPerDefinition = MaxRunsPerDefinition > 0 ? MaxRunsPerDefinition : null,
        MaxBytes = MaxBytes > 0 ? MaxBytes : null,
    };

    /// <summary>What a run goes by.</summary>
    internal DiskLimits ToDiskLimits() => new(FailuresOnlyBelowFreeBytes, StopBelowFreeBytes);
}
