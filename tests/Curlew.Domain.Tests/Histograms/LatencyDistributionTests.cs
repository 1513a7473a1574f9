using System.Buffers.Binary;
using System.IO.Compression;
using Curlew.Domain.Histograms;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace Curlew.Domain.Tests.Histograms;

/// <summary>Stored histograms are read and merged count by count, and what is written is for any HdrHistogram library.</summary>
public sealed class LatencyDistributionTests
{
    private const long TwoHours = 7_200_000_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(200_000)] // More than HdrHistogram's own decompression reads.
    public void Decode_WhatHdrHistogramWrote_HasAllCounts(int values)
    {
        var histogram = Spread(values, seed: 1);

        var distribution = LatencyDistribution.Decode(Compressed(histogram));

        distribution.Count.Should().Be(values);
        CountsOf(distribution.Encode()).Should().Equal(CountsOf(histogram));
        distribution.MaxMs.Should().Be(values == 0 ? 0 : histogram.GetMaxValue() / 1000.0);
        distribution.MeanMs.Should().BeApproximately(values == 0 ? 0 : histogram.GetMean() / 1000, 1e-3);
        distribution.StdDevMs.Should().BeApproximately(values == 0 ? 0 : histogram.GetStdDeviation() / 1000, 1e-3);
    }

    [Fact]
    public void Add_Another_IsAsRecordingAll()
    {
        var (first, second) = (Spread(5_000, seed: 1), Spread(70_000, seed: 2));
        var merged = LatencyDistribution.Decode(Compressed(first));

        merged.Add(LatencyDistribution.Decode(Compressed(second)));

        first.Add(second);
        CountsOf(merged.Encode()).Should().Equal(CountsOf(first));
        LatencyDistribution.Decode(merged.Encode()).Percentiles(5).Should().Equal(merged.Percentiles(5));
    }

    [Fact]
    public void Encode_ZlibStream_EndsWithItsChecksum()
    {
        var encoded = LatencyDistribution.Decode(Compressed(Spread(1_000, seed: 3))).Encode();

        BinaryPrimitives.ReadInt32BigEndian(encoded.AsSpan(4)).Should().Be(encoded.Length - 8);
        BinaryPrimitives.ReadUInt32BigEndian(encoded.AsSpan(encoded.Length - 4)).Should().Be(Adler32(Decompressed(encoded)));
    }

    [Fact]
    public void Percentiles_KnownValues_AreThese()
    {
        var histogram = new LongHistogram(TwoHours, 3);
        for (var ms = 1; ms <= 100; ms++)
            histogram.RecordValue(ms * 1000);

        var distribution = LatencyDistribution.Decode(Compressed(histogram));

        distribution.MinMs.Should().Be(1);
        var levels = distribution.Percentiles(2).ToList();
        levels.Take(5).Select(level => (level.Percentile, level.Count)).Should().Equal((0, 1), (25, 25), (50, 50), (62.5, 63), (75, 75));
        levels.Should().OnlyContain(level => Math.Abs(level.ValueMs - level.Count) < 0.1);
        levels[^1].Percentile.Should().Be(100);
        distribution.Percentiles(10).Count().Should().BeGreaterThan(levels.Count);
    }

    [Fact]
    public void WriteDistribution_KnownValues_IsHgrmInMilliseconds()
    {
        var histogram = new LongHistogram(TwoHours, 3);
        histogram.RecordValueWithCount(1000, 3);
        histogram.RecordValue(8000);
        using var text = new StringWriter { NewLine = "\n" };

        LatencyDistribution.Decode(Compressed(histogram)).WriteDistribution(text, 1);

        text.ToString().Should().StartWith("       Value     Percentile TotalCount 1/(1-Percentile)\n")
            .And.Contain("       1.000 0.500000000000          3           2.00\n")
            .And.Contain("       8.003 1.000000000000          4\n")
            .And.Contain("#[Max     =        8.003, Total count    =            4]");
    }

    [Fact]
    public void Decode_DamagedBytes_IsInvalidDataOrADistribution()
    {
        var random = new Random(7);
        var sound = LatencyDistribution.Decode(Compressed(Spread(10_000, seed: 4))).Encode();
        var invalid = 0;
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var bytes = attempt % 2 == 0 ? sound[..random.Next(sound.Length)] : [.. sound];
            if (attempt % 2 == 1)
                bytes[random.Next(attempt % 4 == 1 ? 60 : bytes.Length)] = (byte)random.Next(256);
            try
            {
                LatencyDistribution.Decode(bytes);
            }
            catch (InvalidDataException)
            {
                invalid++;
            }
        }

        invalid.Should().BeGreaterThan(400);
    }

    private static LongHistogram Spread(int values, int seed)
    {
        var random = new Random(seed);
        var histogram = new LongHistogram(TwoHours, 3);
        for (var value = 0; value < values; value++)
            histogram.RecordValue((long)Math.Exp(random.NextDouble() * Math.Log(TwoHours)));
        return histogram;
    }

    /// <summary>As HdrHistogram itself does, and early versions stored it: without the checksum.</summary>
    private static byte[] Compressed(LongHistogram histogram)
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        buffer.Position = 0;
        for (var index = 0; index < bytes.Length; index++)
            bytes[index] = buffer.Get();
        return bytes;
    }

    private static IEnumerable<(long Value, long Count)> CountsOf(LongHistogram histogram) =>
        [.. histogram.RecordedValues().Select(value => (value.ValueIteratedTo, value.CountAtValueIteratedTo))];

    private static IEnumerable<(long Value, long Count)> CountsOf(byte[] encoded) =>
        CountsOf((LongHistogram)HistogramEncoding.DecodeFromByteBuffer(ByteBuffer.Allocate(Decompressed(encoded)), 0));

    private static byte[] Decompressed(byte[] encoded)
    {
        using var plain = new MemoryStream();
        using var stream = new ZLibStream(new MemoryStream(encoded, 8, encoded.Length - 8), CompressionMode.Decompress);
        stream.CopyTo(plain);
        return plain.ToArray();
    }

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
