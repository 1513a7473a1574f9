using Curlew.Domain.Timelines;

namespace Curlew.Domain.Tests.Timelines;

public sealed class CompactHistogramValuesTests
{
    [Fact]
    public void Values_Empty_AreNone() => new CompactHistogram().Values().Should().BeEmpty();

    [Fact]
    public void Values_OfAnySize_AscendAndAreWithinEightPerMilleOfWhatWasRecorded()
    {
        var recorded = new List<long> { 0, 0, 1, 255, 256, 257, 1000, 1000, CompactHistogram.HighestMicros };
        for (var value = 300L; value < CompactHistogram.HighestMicros; value = (value * 3) + 7)
            recorded.Add(value);
        recorded.Sort();
        var histogram = new CompactHistogram();
        foreach (var value in recorded)
            histogram.Record(value);

        var values = histogram.Values().ToList();

        values.Select(value => value.Micros).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        var each = values.SelectMany(value => Enumerable.Repeat(value.Micros, (int)value.Count)).ToList();
        each.Should().HaveSameCount(recorded);
        each.Zip(recorded).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= pair.Second * 0.008);
    }

    [Fact]
    public void Values_OfOneValue_IsThatValue()
    {
        var histogram = new CompactHistogram();
        histogram.Record(123_456);

        histogram.Values().Should().Equal((123_456.0, 1L));
    }
}
