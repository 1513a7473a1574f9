using Curlew.Domain.Statistics;

namespace Curlew.Domain.Tests.Statistics;

public sealed class QuantileTests
{
    /// <summary>Tables of the normal distribution.</summary>
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.025, 1.959963985)]
    [InlineData(0.001, 3.090232306)]
    [InlineData(0.975, -1.959963985)]
    public void NormalUpperQuantile_OfATail_IsTheTables(double tail, double expected) =>
        NormalDistribution.UpperQuantile(tail).Should().BeApproximately(expected, 1e-6);

    /// <summary>Tables of Student's t distribution.</summary>
    [Theory]
    [InlineData(0.025, 1, 12.70620474)]
    [InlineData(0.025, 10, 2.228138852)]
    [InlineData(0.005, 30, 2.749995654)]
    [InlineData(0.025, double.PositiveInfinity, 1.959963985)]
    public void StudentUpperQuantile_OfATail_IsTheTables(double tail, double degreesOfFreedom, double expected) =>
        StudentT.UpperQuantile(tail, degreesOfFreedom).Should().BeApproximately(expected, 1e-5);

    [Fact]
    public void StudentUpperQuantile_OfFractionalDegrees_LiesBetweenThoseBeside()
    {
        var between = StudentT.UpperQuantile(0.01, 4.5);

        between.Should().BeLessThan(StudentT.UpperQuantile(0.01, 4)).And.BeGreaterThan(StudentT.UpperQuantile(0.01, 5));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4.5)]
    [InlineData(200)]
    public void StudentUpperTail_OfItsQuantile_IsTheTail(double degreesOfFreedom) =>
        StudentT.UpperTail(StudentT.UpperQuantile(0.003, degreesOfFreedom), degreesOfFreedom).Should().BeApproximately(0.003, 1e-9);
}
