namespace Curlew.Storage.Retention;

/// <summary>How much of what has ended is kept; null does not restrict. Pinned runs and baselines always are.</summary>
public sealed record RetentionRules
{
    /// <summary>Everything.</summary>
    public static RetentionRules KeepAll { get; } = new();

    /// <summary>Runs that ended longer ago go, with all that there is of them.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>
    /// Of each saved definition only so many of the newest runs stay. Pinned runs and its baseline do not count: else a few pins
    /// would leave no room, and each new run would go as soon as it ended.
    /// </summary>
    public int? MaxRunsPerDefinition { get; init; }

    /// <summary>
    /// The most that all files of outcomes in the directory may have together. Beyond it the files of the runs that ended first
    /// go, and nothing else of those runs: summary, errors and timeline are small, and worth more than the rows.
    /// </summary>
    public long? MaxBytes { get; init; }
}
