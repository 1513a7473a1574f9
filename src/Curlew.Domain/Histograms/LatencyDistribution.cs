using HdrHistogram;

namespace Curlew.Domain.Histograms;

/// <summary>
/// A distribution of times of one run or of several together, as HdrHistogram keeps it (http://hdrhistogram.org): in
/// microseconds with three significant digits, so that a value stands for those around it that are alike to 0.1 %.
/// </summary>
/// <remarks>Not safe for use by several threads.</remarks>
public sealed class LatencyDistribution
{
    private const double MicrosPerMilli = 1000;

    private readonly HistogramBase _histogram;

    private LatencyDistribution(HistogramBase histogram) => _histogram = histogram;

    /// <summary>How many values there are.</summary>
    public long Count => _histogram.TotalCount;

    /// <summary>The least value in milliseconds; this and the following are 0 where there are no values.</summary>
    public double MinMs => Count == 0 ? 0 : _histogram.LowestEquivalentValue(_histogram.RecordedValues().First().ValueIteratedTo) / MicrosPerMilli;

    /// <summary>The greatest value.</summary>
    public double MaxMs => Count == 0 ? 0 : _histogram.GetMaxValue() / MicrosPerMilli;

    /// <summary>The arithmetic mean.</summary>
    public double MeanMs => Count == 0 ? 0 : Math.Round(_histogram.GetMean() / MicrosPerMilli, 4);

    /// <summary>The standard deviation, of these values and not of a sample.</summary>
    public double StdDevMs => Count == 0 ? 0 : Math.Round(_histogram.GetStdDeviation() / MicrosPerMilli, 4);

    /// <summary>Reads HdrHistogram's V2 compressed encoding.</summary>
    /// <exception cref="InvalidDataException">It is not that.</exception>
    public static LatencyDistribution Decode(ReadOnlyMemory<byte> compressed) => new(CompressedHistogram.Decode(compressed));

    /// <summary>Takes in what another one has.</summary>
    public void Add(LatencyDistribution other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _histogram.Add(other._histogram);
    }

    /// <summary>
    /// The percentiles from 0 to 100 that lie ever closer together towards the end: <paramref name="ticksPerHalfDistance"/> of them
    /// on the way from any place to halfway between it and 100.
    /// </summary>
    public IEnumerable<PercentileLevel> Percentiles(int ticksPerHalfDistance) => _histogram.Percentiles(ticksPerHalfDistance)
        .Select(level => new PercentileLevel(level.ValueIteratedTo / MicrosPerMilli, level.PercentileLevelIteratedTo, level.TotalCountToThisValue));

    /// <summary>HdrHistogram's V2 compressed encoding, in microseconds.</summary>
    public byte[] Encode() => CompressedHistogram.Encode(_histogram);

    /// <summary>
    /// Writes the percentile distribution (.hgrm) in milliseconds, which http://hdrhistogram.github.io/HdrHistogram/plotFiles.html plots.
    /// </summary>
    public void WriteDistribution(TextWriter output, int ticksPerHalfDistance) =>
        _histogram.OutputPercentileDistribution(output, ticksPerHalfDistance, MicrosPerMilli);
}

/// <summary>A percentile of a distribution.</summary>
/// <param name="ValueMs">The value in milliseconds that so many percent of all values do not exceed.</param>
/// <param name="Percentile">The percentile, from 0 to 100.</param>
/// <param name="Count">How many values do not exceed it.</param>
public sealed record PercentileLevel(double ValueMs, double Percentile, long Count);
