using Curlew.Storage.Runs;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace Curlew.Service.Features.Reports;

/// <summary>The percentiles that a report tells, denser towards the slowest requests, as HdrHistogram's own tables are.</summary>
internal static class PercentileTable
{
    private const double MicrosPerMilli = 1000;

    private static readonly double[] Percentiles =
    [
        0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97.5, 98, 99, 99.25, 99.5, 99.75, 99.9, 99.95, 99.975, 99.99,
        99.995, 99.999, 99.9999,
    ];

    /// <summary>The table of all steps together, up to what the number of requests supports; empty where nothing was measured.</summary>
    public static IReadOnlyList<ReportPercentile> Of(IReadOnlyList<RunHistogramRecord> histograms)
    {
        if (Find(histograms, "responseTime") is not { TotalCount: > 0 } response || Find(histograms, "serviceTime") is not { } service)
            return [];
        var finest = 100 - (100.0 / response.TotalCount);
        return
        [
            .. Percentiles.Where(percentile => percentile == 0 || percentile <= finest).Append(100).Select(percentile =>
                new ReportPercentile(percentile, At(response, percentile), At(service, percentile))),
        ];
    }

    private static double At(HistogramBase histogram, double percentile) =>
        histogram.GetValueAtPercentile(percentile) / MicrosPerMilli;

    private static HistogramBase? Find(IReadOnlyList<RunHistogramRecord> histograms, string metric) =>
        histograms.FirstOrDefault(histogram => histogram.Step is null && histogram.Metric == metric) is { } found
            ? HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(found.Compressed), 0)
            : null;
}
