using Curlew.Domain.Histograms;
using Curlew.Domain.Summaries;
using Curlew.Domain.Timelines;
using HdrHistogram;

namespace Curlew.Engine.Measurement;

/// <summary>
/// A distribution of times in microseconds: HdrHistogram with three significant digits up to two hours, beside the exact
/// least and greatest value.
/// </summary>
internal sealed class LatencyHistogram
{
    private const long HighestMicros = 2L * 3600 * 1_000_000;
    private const int SignificantDigits = 3;
    private const double MicrosPerMilli = 1000;

    private readonly LongHistogram _histogram = new(HighestMicros, SignificantDigits);
    private long _min = long.MaxValue;
    private long _max;

    /// <summary>The least value in milliseconds; this and the following are 0 where there are no values.</summary>
    internal double MinMs => _min == long.MaxValue ? 0 : _min / MicrosPerMilli;

    internal double MaxMs => _max / MicrosPerMilli;

    internal double MeanMs => _histogram.TotalCount == 0 ? 0 : Math.Round(_histogram.GetMean() / MicrosPerMilli, 4);

    internal void Record(long micros)
    {
        var value = Math.Clamp(micros, 0, HighestMicros);
        _histogram.RecordValue(value);
        if (value < _min)
            _min = value;
        if (value > _max)
            _max = value;
    }

    /// <summary>Takes in what is left of a distribution whose values are not.</summary>
    internal void Add(CompactHistogram other)
    {
        if (other.Count == 0)
            return;
        foreach (var (micros, count) in other.Values())
            _histogram.RecordValueWithCount(Math.Clamp((long)Math.Round(micros), 0, HighestMicros), count);
        _min = Math.Min(_min, (long)Math.Round(other.MinMs * MicrosPerMilli));
        _max = Math.Max(_max, (long)Math.Round(other.MaxMs * MicrosPerMilli));
    }

    internal void Add(LatencyHistogram other)
    {
        _histogram.Add(other._histogram);
        _min = Math.Min(_min, other._min);
        _max = Math.Max(_max, other._max);
    }

    /// <summary>A histogram's value stands for a range of values; the exact extremes bound it.</summary>
    internal double PercentileMs(double percentile) => _histogram.TotalCount == 0
        ? 0
        : Math.Clamp(_histogram.GetValueAtPercentile(percentile), _min, _max) / MicrosPerMilli;

    internal LatencyFigures ToFigures() => new(
        Min: MinMs,
        Mean: MeanMs,
        P50: PercentileMs(50),
        P75: PercentileMs(75),
        P90: PercentileMs(90),
        P95: PercentileMs(95),
        P99: PercentileMs(99),
        P999: PercentileMs(99.9),
        Max: MaxMs);

    /// <summary>HdrHistogram's V2 compressed encoding.</summary>
    internal byte[] Compress() => CompressedHistogram.Encode(_histogram);
}
