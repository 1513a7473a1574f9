using Curlew.Domain.Statistics;
using Curlew.Domain.Tests.Regressions;

namespace Curlew.Domain.Tests.Statistics;

public sealed class LongRunVarianceTests
{
    private const int Values = 2000;

    [Fact]
    public void Of_IndependentValues_IsThatOfTheirSum()
    {
        var variance = LongRunVariance.Of(Series(memory: 0));

        variance.OfSum.Should().BeInRange(0.8 * Values, 1.25 * Values);
    }

    /// <summary>The variance of the sum of an autoregressive series of order 1 approaches n (1 + φ) / (1 − φ) times that of a value.</summary>
    [Fact]
    public void Of_ValuesThatRememberTheLast_IsSeveralTimesThatOfTheirSum()
    {
        const double Memory = 0.7;
        var expected = Values * (1 + Memory) / (1 - Memory);

        LongRunVariance.Of(Series(Memory)).OfSum.Should().BeInRange(0.6 * expected, 1.5 * expected);
    }

    [Fact]
    public void ForCircularBlocks_ValuesThatRememberTheLast_AreLongerThanOfIndependentOnes()
    {
        BlockLength.ForCircularBlocks(Series(memory: 0)).Should().BeLessThan(4);
        BlockLength.ForCircularBlocks(Series(memory: 0.7)).Should().BeInRange(8, BlockLength.Longest(Values));
    }

    [Fact]
    public void Of_ValuesThatAreAllAlike_IsNothing()
    {
        LongRunVariance.Of([5, 5, 5, 5, 5, 5, 5, 5]).OfSum.Should().Be(0);
        BlockLength.ForCircularBlocks([5, 5, 5, 5, 5, 5, 5, 5]).Should().Be(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Of_TooFewValues_IsNotKnown(int count) =>
        LongRunVariance.Of(new double[count]).DegreesOfFreedom.Should().Be(0);

    private static double[] Series(double memory)
    {
        var random = new Random(7);
        var value = SimulatedRun.Normal(random);
        return [.. Enumerable.Range(0, Values).Select(_ => value = (memory * value) + (Math.Sqrt(1 - (memory * memory)) * SimulatedRun.Normal(random)))];
    }
}
