using System.Buffers;
using Curlew.Domain.Timelines;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Curlew.Domain.Tests.Timelines;

/// <summary>The figures of a second are those of its values, however it was stored and merged.</summary>
public sealed class CompactHistogramTests
{
    private const double Error = 0.008;

    private static readonly double[] Percentiles = [0, 1, 25, 50, 75, 90, 95, 99, 99.9, 100];

    [Property(MaxTest = 200)]
    public Property PercentileMs_AnyValues_IsWithinItsErrorOfTheExactOne() => Prop.ForAll(AnyValues(), values =>
    {
        var histogram = Of(values);
        var sorted = values.Order().ToArray();
        foreach (var percentile in Percentiles)
        {
            var exact = values.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(percentile / 100 * sorted.Length) - 1)] / 1000.0;
            histogram.PercentileMs(percentile).Should().BeInRange(exact, exact * (1 + Error));
        }

        histogram.Count.Should().Be(values.Length);
        histogram.MinMs.Should().Be(values.Length == 0 ? 0 : sorted[0] / 1000.0);
        histogram.MaxMs.Should().Be(values.Length == 0 ? 0 : sorted[^1] / 1000.0);
        histogram.MeanMs.Should().BeApproximately(values.Length == 0 ? 0 : values.Average() / 1000, 1e-4);
    });

    [Property(MaxTest = 200)]
    public Property AddEncoded_WhatEncodeWrote_IsTheSame() => Prop.ForAll(AnyValues(), values =>
    {
        ReadOnlySpan<byte> encoded = Encoded(Of(values));
        var read = new CompactHistogram();

        read.AddEncoded(ref encoded);

        encoded.IsEmpty.Should().BeTrue();
        ShouldBeAlike(read, Of(values));
        Encoded(read).Should().Equal(Encoded(Of(values)));
    });

    [Property(MaxTest = 200)]
    public Property AddEncoded_OneAfterTheOther_IsAsRecordingAll() => Prop.ForAll(AnyValues(), AnyValues(), (first, second) =>
    {
        ReadOnlySpan<byte> encoded = [.. Encoded(Of(first)), .. Encoded(Of(second)), 0x55];
        var read = new CompactHistogram();
        read.AddEncoded(ref encoded);
        read.AddEncoded(ref encoded);
        var added = Of(first);
        added.Add(Of(second));

        encoded.Length.Should().Be(1, "what follows is left for the next reader");
        ShouldBeAlike(read, Of([.. first, .. second]));
        ShouldBeAlike(added, Of([.. first, .. second]));
    });

    [Property(MaxTest = 500)]
    public Property AddEncoded_DamagedBytes_IsInvalidDataOrAHistogram() => Prop.ForAll(AnyValues(), AnyDamage(), (values, damage) =>
    {
        var bytes = Encoded(Of(values));
        foreach (var (place, value) in damage)
            bytes[place % bytes.Length] = value;
        ReadOnlySpan<byte> encoded = bytes.AsSpan(0, damage.Length > 0 && damage[0].Value > 200 ? damage[0].Place % bytes.Length : bytes.Length);
        ShouldBeReadOrInvalid(encoded);
    });

    [Property(MaxTest = 500)]
    public Property AddEncoded_AnyBytes_IsInvalidDataOrAHistogram() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => ShouldBeReadOrInvalid(bytes));

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("01 05 05 05")]
    [InlineData("01 05 05 05 06 01")] // no end
    [InlineData("02 0A 05 05 06 01 00")] // fewer in buckets than in all
    [InlineData("01 05 05 05 06 02 00")] // more
    [InlineData("01 05 05 05 07 01 00")] // a bucket above the greatest value
    [InlineData("01 05 05 05 05 01 00")] // a bucket below the least value
    [InlineData("01 05 06 05 06 01 00")] // least above greatest
    [InlineData("01 09 05 05 06 01 00")] // a sum that cannot be
    [InlineData("01 FFFFFFFFFFFFFFFF7F FFFFFFFFFFFFFFFF7F FFFFFFFFFFFFFFFF7F 06 01 00")] // beyond two hours
    [InlineData("01 05 05 05 FFFFFFFFFFFFFFFFFF01 01 00")] // a negative distance
    [InlineData("FFFFFFFFFFFFFFFFFFFFFF01")] // a number without end
    public void AddEncoded_DoesNotFitTogether_IsInvalidData(string hex)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        var read = () => Read(bytes);

        read.Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void AddEncoded_MoreThanCanBeCounted_IsInvalidData()
    {
        // Half of all longs, each 0.
        var bytes = Convert.FromHexString("FFFFFFFFFFFFFFFF7F000000" + "01" + "FFFFFFFFFFFFFFFF7F" + "00");
        var read = () => Read(bytes, bytes);

        read.Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Record_BeyondItsRange_CountsAsItsEnds()
    {
        var histogram = Of([-5, long.MaxValue]);

        histogram.MinMs.Should().Be(0);
        histogram.MaxMs.Should().Be(CompactHistogram.HighestMicros / 1000.0);
        histogram.PercentileMs(100).Should().Be(histogram.MaxMs);
    }

    [Fact]
    public void Clear_Afterwards_IsAsNew()
    {
        var histogram = Of([1, 1000, 1_000_000]);

        histogram.Clear();

        ShouldBeAlike(histogram, new CompactHistogram());
        histogram.Record(7);
        ShouldBeAlike(histogram, Of([7]));
    }

    private static Arbitrary<long[]> AnyValues() =>
        Gen.Choose(0, 35).SelectMany(bits => Gen.Choose(0, int.MaxValue)
                .Select(number => Math.Min(CompactHistogram.HighestMicros, (number & ((1L << Math.Min(bits, 31)) - 1)) << Math.Max(0, bits - 31))))
            .ArrayOf().ToArbitrary();

    private static Arbitrary<(int Place, byte Value)[]> AnyDamage() =>
        Gen.Choose(0, 10_000).SelectMany(place => Gen.Choose(0, 255).Select(value => (place, (byte)value))).ArrayOf().ToArbitrary();

    private static CompactHistogram Of(IEnumerable<long> values)
    {
        var histogram = new CompactHistogram();
        foreach (var value in values)
            histogram.Record(value);
        return histogram;
    }

    private static byte[] Encoded(CompactHistogram histogram)
    {
        var output = new ArrayBufferWriter<byte>();
        histogram.Encode(output);
        return output.WrittenSpan.ToArray();
    }

    private static void Read(params byte[][] encodings)
    {
        var histogram = new CompactHistogram();
        foreach (var encoding in encodings)
        {
            ReadOnlySpan<byte> encoded = encoding;
            histogram.AddEncoded(ref encoded);
        }
    }

    private static void ShouldBeReadOrInvalid(ReadOnlySpan<byte> encoded)
    {
        var histogram = new CompactHistogram();
        try
        {
            histogram.AddEncoded(ref encoded);
        }
        catch (InvalidDataException)
        {
            return;
        }

        var figures = histogram.ToFigures();
        new[] { figures.Min, figures.P50, figures.P75, figures.P90, figures.P95, figures.P99, figures.P999, figures.Max }
            .Should().BeInAscendingOrder().And.OnlyContain(value => value >= 0);
        figures.Mean.Should().BeInRange(figures.Min - 1e-4, figures.Max + 1e-4);
    }

    private static void ShouldBeAlike(CompactHistogram actual, CompactHistogram expected)
    {
        actual.Count.Should().Be(expected.Count);
        actual.ToFigures().Should().Be(expected.ToFigures());
        Percentiles.Select(actual.PercentileMs).Should().Equal(Percentiles.Select(expected.PercentileMs));
    }
}
