using System.ComponentModel;
using Curlew.Domain.Histograms;
using Curlew.Domain.Runs;

namespace Curlew.Service.Features.Histograms;

/// <summary>The distribution of times of one run, or of several together.</summary>
public sealed record HistogramResource
{
    /// <summary>The runs whose requests it counts.</summary>
    public required IReadOnlyList<Guid> Runs { get; init; }

    /// <summary>Which times.</summary>
    public required HistogramMetric Metric { get; init; }

    /// <summary>The step whose requests it counts; absent for all of them.</summary>
    public string? StepName { get; init; }

    /// <summary>How many requests it counts.</summary>
    public required long Count { get; init; }

    /// <summary>The least time.</summary>
    public required double MinMs { get; init; }

    /// <summary>The arithmetic mean.</summary>
    public required double MeanMs { get; init; }

    /// <summary>The greatest time.</summary>
    public required double MaxMs { get; init; }

    /// <summary>The standard deviation.</summary>
    public required double StdDevMs { get; init; }

    /// <summary>Percentiles that lie ever closer together towards 100, as HdrHistogram iterates over them.</summary>
    public required IReadOnlyList<PercentileLevel> Percentiles { get; init; }

    /// <summary>The histogram in HdrHistogram's V2 compressed encoding, in Base64; its values are microseconds.</summary>
    public required string Encoded { get; init; }

    internal static HistogramResource Of(
        LatencyDistribution distribution, HistogramMetric metric, string? stepName, IEnumerable<RunId> runs, int ticks) => new()
    {
        Runs = [.. runs.Select(run => run.Value)],
        Metric = metric,
        StepName = stepName,
        Count = distribution.Count,
        MinMs = distribution.MinMs,
        MeanMs = distribution.MeanMs,
        MaxMs = distribution.MaxMs,
        StdDevMs = distribution.StdDevMs,
        Percentiles = [.. distribution.Percentiles(ticks)],
        Encoded = Convert.ToBase64String(distribution.Encode()),
    };
}

/// <summary>From where times are counted.</summary>
[Description("From where times are counted.")]
public enum HistogramMetric
{
    /// <summary>From the planned start.</summary>
    ResponseTime,

    /// <summary>From the real start.</summary>
    ServiceTime,
}

/// <summary>How a histogram is answered.</summary>
internal enum HistogramFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>HdrHistogram's percentile distribution, as text.</summary>
    Hgrm,
}
