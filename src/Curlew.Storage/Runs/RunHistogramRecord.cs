namespace Curlew.Storage.Runs;

/// <summary>One distribution of a run.</summary>
public sealed class RunHistogramRecord
{
    /// <summary>The row's number, given by the database.</summary>
    public long Id { get; private set; }

    /// <summary>The run's id; filled in by <see cref="RunStore.SaveResultAsync"/>.</summary>
    public Guid RunId { get; internal set; }

    /// <summary>The step's place in the journey, from 0; null for all steps together.</summary>
    public required int? Step { get; init; }

    /// <summary><c>responseTime</c> or <c>serviceTime</c>, in microseconds.</summary>
    public required string Metric { get; init; }

    /// <summary>HdrHistogram's V2 compressed encoding.</summary>
    public required byte[] Compressed { get; init; }
}
