using System.Buffers.Binary;
using System.IO.Compression;
using Curlew.Engine.Measurement;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace Curlew.Engine.Tests.Measurement;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void ToFigures_KnownValues_AreWithinThreeDigits()
    {
        var histogram = new LatencyHistogram();
        for (var micros = 1; micros <= 100_000; micros++)
            histogram.Record(micros);

        var figures = histogram.ToFigures();

        figures.Min.Should().Be(0.001);
        figures.Max.Should().Be(100);
        figures.Mean.Should().BeApproximately(50, 0.05);
        figures.P50.Should().BeApproximately(50, 0.05);
        figures.P95.Should().BeApproximately(95, 0.1);
        figures.P999.Should().BeApproximately(99.9, 0.1);
    }

    [Fact]
    public void ToFigures_OneValue_IsThatValueEverywhere()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(1_234_567);

        var figures = histogram.ToFigures();

        new[] { figures.Min, figures.P50, figures.P99, figures.P999, figures.Max }.Should().AllBeEquivalentTo(1234.567);
    }

    [Fact]
    public void ToFigures_Nothing_IsZero() => new LatencyHistogram().ToFigures().Max.Should().Be(0);

    [Fact]
    public void Compress_ThenDecode_HasTheSameCounts()
    {
        var histogram = new LatencyHistogram();
        for (var micros = 0; micros < 10_000; micros += 3)
            histogram.Record(micros);

        var decoded = HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(histogram.Compress()), 0);

        decoded.TotalCount.Should().Be(3334);
        decoded.GetValueAtPercentile(50).Should().BeInRange(4990, 5010);
    }

    [Fact]
    public void Compress_ZlibStream_IsReadToItsEndAndEndsWithItsChecksum()
    {
        var histogram = new LatencyHistogram();
        for (var micros = 1; micros < 200_000; micros += 7)
            histogram.Record(micros);

        var stored = histogram.Compress();

        using var plain = new MemoryStream();
        using var stream = new ZLibStream(new MemoryStream(stored, 8, stored.Length - 8), CompressionMode.Decompress);
        stream.CopyTo(plain);
        HistogramEncoding.DecodeFromByteBuffer(ByteBuffer.Allocate(plain.ToArray()), 0).TotalCount.Should().Be(28_572);
        BinaryPrimitives.ReadInt32BigEndian(stored.AsSpan(4)).Should().Be(stored.Length - 8);
        BinaryPrimitives.ReadUInt32BigEndian(stored.AsSpan(stored.Length - 4)).Should().Be(Adler32(plain.ToArray()));
    }

    [Fact]
    public void Add_TwoHistograms_IsAsIfAllWereRecordedInOne()
    {
        var (left, right, both) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        for (var micros = 1; micros < 5_000; micros++)
        {
            (micros % 3 == 0 ? left : right).Record(micros);
            both.Record(micros);
        }

        left.Add(right);

        left.ToFigures().Should().Be(both.ToFigures());
    }

    /// <summary>RFC 1950, section 9.</summary>
    private static uint Adler32(byte[] bytes)
    {
        var (low, high) = (1u, 0u);
        foreach (var value in bytes)
        {
            low = (low + value) % 65521;
            high = (high + low) % 65521;
        }

        return (high << 16) | low;
    }
}
