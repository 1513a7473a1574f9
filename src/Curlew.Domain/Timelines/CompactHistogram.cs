using System.Buffers;
using System.Numerics;
using Curlew.Domain.Summaries;

namespace Curlew.Domain.Timelines;

/// <summary>
/// A distribution of times in microseconds with two significant digits (a value is off by less than 0.8 %), beside the exact
/// least, greatest and mean: small enough to be kept for every second of a run. Buckets are those of HdrHistogram
/// (http://hdrhistogram.org) with two digits; the encoding holds what is not empty.
/// </summary>
/// <remarks>Not safe for use by several threads.</remarks>
public sealed class CompactHistogram
{
    /// <summary>The greatest value: two hours. What is above counts as this.</summary>
    public const long HighestMicros = 2L * 3600 * 1_000_000;

    private const int SubBucketBits = 8;
    private const int SubBuckets = 1 << SubBucketBits;
    private const int HalfOfThem = SubBuckets / 2;
    private const double MicrosPerMilli = 1000;

    private static readonly double[] UsualPercentiles = [50, 75, 90, 95, 99, 99.9];
    private static readonly int Buckets = IndexOf(HighestMicros) + 1;

    private readonly long[] _counts = new long[Buckets];
    private long _min = long.MaxValue;
    private long _max;
    private long _sum;
    private int _lowest = Buckets;
    private int _highest = -1;

    /// <summary>How many values there are.</summary>
    public long Count { get; private set; }

    /// <summary>The least value in milliseconds; this and the following are 0 where there are no values.</summary>
    public double MinMs => Count == 0 ? 0 : _min / MicrosPerMilli;

    /// <summary>The greatest value.</summary>
    public double MaxMs => _max / MicrosPerMilli;

    /// <summary>The arithmetic mean.</summary>
    public double MeanMs => Count == 0 ? 0 : Math.Round(_sum / (double)Count / MicrosPerMilli, 4);

    /// <summary>Takes a value in.</summary>
    public void Record(long micros)
    {
        var value = Math.Clamp(micros, 0, HighestMicros);
        AddAt(IndexOf(value), 1);
        Count++;
        _sum += value;
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
    }

    /// <summary>Takes in what another one has.</summary>
    public void Add(CompactHistogram other)
    {
        for (var index = other._lowest; index <= other._highest; index++)
        {
            if (other._counts[index] != 0)
                AddAt(index, other._counts[index]);
        }

        AddTotals(other.Count, other._sum, other._min, other._max);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (_highest >= 0)
            Array.Clear(_counts, _lowest, _highest - _lowest + 1);
        (_lowest, _highest) = (Buckets, -1);
        (Count, _sum, _min, _max) = (0, 0, long.MaxValue, 0);
    }

    /// <summary>The value that <paramref name="percentile"/> percent of all values do not exceed, in milliseconds.</summary>
    public double PercentileMs(double percentile)
    {
        Span<double> values = stackalloc double[1];
        FindPercentiles([percentile], values);
        return values[0];
    }

    /// <summary>
    /// The values in ascending order, in microseconds, each with how many there are of it: what fell into one bucket counts as its
    /// middle, or as the least or the greatest of all where that is nearer.
    /// </summary>
    public IEnumerable<(double Micros, long Count)> Values()
    {
        for (var index = _lowest; index <= _highest; index++)
        {
            if (_counts[index] != 0)
                yield return (Math.Clamp((HighestOf(index - 1) + 1 + HighestOf(index)) / 2.0, _min, _max), _counts[index]);
        }
    }

    /// <summary>The buckets that are not empty, in ascending order, each with how many values it has.</summary>
    internal IEnumerable<(int Bucket, long Count)> Filled()
    {
        for (var index = _lowest; index <= _highest; index++)
        {
            if (_counts[index] != 0)
                yield return (index, _counts[index]);
        }
    }

    /// <summary>Where a bucket begins and where the next one does, in microseconds.</summary>
    internal static (double From, double To) EdgesOf(int bucket) => (HighestOf(bucket - 1) + 1, HighestOf(bucket) + 1);

    /// <summary>The usual percentiles.</summary>
    public LatencyFigures ToFigures()
    {
        Span<double> values = stackalloc double[UsualPercentiles.Length];
        FindPercentiles(UsualPercentiles, values);
        return new LatencyFigures(
            Min: MinMs,
            Mean: MeanMs,
            P50: values[0],
            P75: values[1],
            P90: values[2],
            P95: values[3],
            P99: values[4],
            P999: values[5],
            Max: MaxMs);
    }

    /// <summary>Writes it: totals, then for each bucket that is not empty the distance to it and its count.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        VariableLength.Write(output, Count);
        if (Count == 0)
            return;
        VariableLength.Write(output, _sum);
        VariableLength.Write(output, _min);
        VariableLength.Write(output, _max);
        var last = -1;
        for (var index = _lowest; index <= _highest; index++)
        {
            if (_counts[index] == 0)
                continue;
            VariableLength.Write(output, index - last);
            VariableLength.Write(output, _counts[index]);
            last = index;
        }

        VariableLength.Write(output, 0);
    }

    /// <summary>
    /// Takes in what <see cref="Encode"/> wrote at the beginning of <paramref name="input"/>, and moves past it. What does not
    /// fit together is refused as far as it can be told: then this is of no use until <see cref="Clear"/>.
    /// </summary>
    /// <exception cref="InvalidDataException">That is not there.</exception>
    public void AddEncoded(ref ReadOnlySpan<byte> input)
    {
        var place = 0;
        var count = VariableLength.Read(input, ref place);
        if (count != 0)
        {
            var sum = VariableLength.Read(input, ref place);
            var min = VariableLength.Read(input, ref place);
            var max = VariableLength.Read(input, ref place);
            CheckTotals(count, sum, min, max);
            AddEncodedCounts(input, ref place, count, IndexOf(min), IndexOf(max));
            AddTotals(count, sum, min, max);
        }

        input = input[place..];
    }

    private void AddEncodedCounts(ReadOnlySpan<byte> input, ref int place, long count, int first, int last)
    {
        var rest = count;
        var index = -1L;
        while (VariableLength.Read(input, ref place) is var distance and not 0)
        {
            index = distance <= last - index ? index + distance : -1;
            if (index < first)
                throw new InvalidDataException("An encoded histogram has a bucket beyond its least or greatest value.");
            var inBucket = VariableLength.Read(input, ref place);
            if (inBucket > rest)
                throw new InvalidDataException("An encoded histogram has more values in its buckets than in all.");
            rest -= inBucket;
            _counts[index] += inBucket;
        }

        if (rest != 0)
            throw new InvalidDataException("An encoded histogram has fewer values in its buckets than in all.");
        _lowest = Math.Min(_lowest, first);
        _highest = Math.Max(_highest, last);
    }

    /// <summary>Whether totals can be those of values, and can be added to these without overflow.</summary>
    private void CheckTotals(long count, long sum, long min, long max)
    {
        if (min > max || max > HighestMicros || sum < (Int128)count * min || sum > (Int128)count * max)
            throw new InvalidDataException("An encoded histogram's least, greatest and total value do not fit together.");
        if (count > long.MaxValue - Count || sum > long.MaxValue - _sum)
            throw new InvalidDataException("Encoded histograms have more values than can be counted.");
    }

    /// <summary>The values at percentiles that rise, in milliseconds, in one pass.</summary>
    private void FindPercentiles(ReadOnlySpan<double> percentiles, Span<double> values)
    {
        if (Count == 0)
        {
            values.Clear();
            return;
        }

        var seen = 0L;
        var index = _lowest - 1;
        for (var place = 0; place < percentiles.Length; place++)
        {
            var wanted = Math.Clamp((long)Math.Ceiling(percentiles[place] / 100 * Count), 1, Count);
            while (seen < wanted && index < _highest)
                seen += _counts[++index];
            values[place] = Math.Clamp(HighestOf(index), _min, _max) / MicrosPerMilli;
        }
    }

    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, 64 - SubBucketBits - BitOperations.LeadingZeroCount((ulong)value));
        return (shift * HalfOfThem) + (int)(value >> shift);
    }

    /// <summary>The greatest value that counts as this bucket's.</summary>
    private static long HighestOf(int index)
    {
        if (index < SubBuckets)
            return index;
        var shift = (index / HalfOfThem) - 1;
        return ((long)(index - (shift * HalfOfThem) + 1) << shift) - 1;
    }

    private void AddAt(int index, long count)
    {
        _counts[index] += count;
        _lowest = Math.Min(_lowest, index);
        _highest = Math.Max(_highest, index);
    }

    private void AddTotals(long count, long sum, long min, long max)
    {
        Count += count;
        _sum += sum;
        _min = Math.Min(_min, min);
        _max = Math.Max(_max, max);
    }
}
