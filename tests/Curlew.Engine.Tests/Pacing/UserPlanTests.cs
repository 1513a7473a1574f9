using System.Diagnostics;
using Curlew.Domain.Definitions.Load;
using Curlew.Engine.Pacing;

namespace Curlew.Engine.Tests.Pacing;

public sealed class UserPlanTests
{
    private static readonly UserPlan Staged = new(new ClosedLoad(
        [
            new Stage(TimeSpan.FromSeconds(10), 100, Ramp: true),
            new Stage(TimeSpan.FromSeconds(10), 40, Ramp: false),
            new Stage(TimeSpan.FromSeconds(4), 0, Ramp: true),
            new Stage(TimeSpan.FromSeconds(1), 10, Ramp: false),
        ],
        Iterations: null));

    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(0.15, 2)]
    [InlineData(5.001, 51)]
    [InlineData(9.999, 100)]
    [InlineData(10, 40)]
    [InlineData(19.999, 40)]
    [InlineData(20, 40)]
    [InlineData(22.05, 20)]
    [InlineData(23.999, 1)]
    [InlineData(24.5, 10)]
    [InlineData(25, 0)]
    public void IsThere_AtAMoment_HoldsForAsManyUsersAsTheLineHas(double seconds, int users) =>
        Enumerable.Range(0, 200).Count(user => Staged.IsThere(user, Ticks(seconds))).Should().Be(users);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(50, 0, 5)]
    [InlineData(50, 10, double.PositiveInfinity)]
    [InlineData(39, 10, 10)]
    [InlineData(5, 23.9, 24)]
    [InlineData(10, 24, double.PositiveInfinity)]
    [InlineData(100, 0, double.PositiveInfinity)]
    public void NextThere_FromAMoment_IsTheFirstOneAtWhichTheUserIsWanted(int user, double from, double next)
    {
        var there = Staged.NextThere(user, Ticks(from));

        if (double.IsPositiveInfinity(next))
            there.Should().Be(long.MaxValue);
        else
            there.Should().BeInRange(Ticks(next), Ticks(next) + 2);
    }

    [Fact]
    public void End_WithoutDuration_IsNever() =>
        new UserPlan(ClosedLoad.Constant(3, null, 10)).End.Should().Be(long.MaxValue);

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);
}
