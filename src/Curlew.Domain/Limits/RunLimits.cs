namespace Curlew.Domain.Limits;

/// <summary>What a run, and the runs of one key together, may come to; null: no limit but those of every definition.</summary>
public sealed record RunLimits
{
    /// <summary>No limit.</summary>
    public static RunLimits None { get; } = new();

    /// <summary>Iterations per second of an open load, times the steps of its journey: requests per second.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Virtual users of a run.</summary>
    public int? VirtualUsers { get; init; }

    /// <summary>Seconds that a run's load may take.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Bytes that a run may send and receive together; it is stopped when it has.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>The greatest <c>maxResponseBytes</c> of a step.</summary>
    public long? ResponseBytes { get; init; }

    /// <summary>Runs that are under way at the same time.</summary>
    public int? ConcurrentRuns { get; init; }

    /// <summary>Runs that wait.</summary>
    public int? QueuedRuns { get; init; }
}
