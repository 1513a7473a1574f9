using Curlew.Domain.Timelines;

namespace Curlew.Domain.Regressions;

/// <summary>
/// The times of a <see cref="CompactHistogram"/> without its empty buckets, so that hundreds can be kept. Within a bucket they count
/// as evenly spread: then percentiles do not jump from one bucket to the next.
/// </summary>
internal sealed class BucketCounts
{
    private const double MicrosPerMilli = 1000;

    private readonly (int Bucket, long Count)[] _filled;

    private BucketCounts((int Bucket, long Count)[] filled)
    {
        _filled = filled;
        Count = filled.Sum(bucket => bucket.Count);
    }

    public static BucketCounts Empty { get; } = new([]);

    /// <summary>How many times there are.</summary>
    public long Count { get; }

    public static BucketCounts Of(CompactHistogram times) => new([.. times.Filled()]);

    /// <summary>Both in one.</summary>
    public BucketCounts With(BucketCounts other)
    {
        if (Count == 0)
            return other;
        if (other.Count == 0)
            return this;

        var merged = new List<(int Bucket, long Count)>(_filled.Length + other._filled.Length);
        var (here, there) = (0, 0);
        while (here < _filled.Length || there < other._filled.Length)
        {
            var mine = here < _filled.Length ? _filled[here].Bucket : int.MaxValue;
            var theirs = there < other._filled.Length ? other._filled[there].Bucket : int.MaxValue;
            var count = (mine <= theirs ? _filled[here++].Count : 0) + (theirs <= mine ? other._filled[there++].Count : 0);
            merged.Add((Math.Min(mine, theirs), count));
        }

        return new BucketCounts([.. merged]);
    }

    /// <summary>The time in milliseconds that a share of all does not exceed; the ends of what was measured for shares beyond 0 and 1.</summary>
    public double QuantileMs(double share)
    {
        var wanted = Math.Clamp(share, 0, 1) * Count;
        var seen = 0L;
        foreach (var (bucket, count) in _filled)
        {
            if (seen + count >= wanted)
            {
                var (from, to) = CompactHistogram.EdgesOf(bucket);
                return (from + ((wanted - seen) / count * (to - from))) / MicrosPerMilli;
            }

            seen += count;
        }

        return 0;
    }

    /// <summary>How many do not exceed a time in milliseconds; not whole where it lies within a bucket.</summary>
    public double CountUpTo(double ms)
    {
        var micros = ms * MicrosPerMilli;
        var seen = 0.0;
        foreach (var (bucket, count) in _filled)
        {
            var (from, to) = CompactHistogram.EdgesOf(bucket);
            if (to > micros)
                return seen + (count * Math.Max(0, (micros - from) / (to - from)));
            seen += count;
        }

        return seen;
    }
}
