using System.Diagnostics;
using Curlew.Domain.Definitions.Load;
using Curlew.Engine.Pacing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Curlew.Engine.Tests.Pacing;

[Properties(Arbitrary = [typeof(Loads)])]
public sealed class StartPlanTests
{
    [Property]
    public void DueBefore_AnyWindow_IsTheIntegralOfTheRateToWithinOne(OpenLoad load, ushort from, ushort to)
    {
        var plan = new StartPlan(load);
        var (begin, end) = (plan.End / ushort.MaxValue * Math.Min(from, to), plan.End / ushort.MaxValue * Math.Max(from, to));

        var starts = plan.DueBefore(end) - plan.DueBefore(begin);

        starts.Should().BeInRange((long)Math.Floor(Integral(load, end) - Integral(load, begin)) - 1, (long)Math.Ceiling(Integral(load, end) - Integral(load, begin)) + 1);
    }

    [Property]
    public void DueBefore_HalfWayBetweenTwoStarts_CountsTheFirst(OpenLoad load, ushort which)
    {
        var plan = new StartPlan(load);
        var start = plan.Total * which / ushort.MaxValue;
        if (start + 1 >= plan.Total)
            return;

        plan.DueBefore((plan.DueAt(start) + plan.DueAt(start + 1)) / 2).Should().Be(start + 1);
    }

    [Property]
    public void DueAt_OneAfterAnother_NeverGoesBackAndEndsWithThePlan(OpenLoad load, ushort which)
    {
        var plan = new StartPlan(load);
        var first = plan.Total * which / ushort.MaxValue;

        var due = Enumerable.Range(0, 50).Select(offset => plan.DueAt(first + offset)).ToList();

        due.Should().BeInAscendingOrder();
        due.Where((_, offset) => first + offset < plan.Total).Should().OnlyContain(time => time >= 0 && time <= plan.End);
        due.Where((_, offset) => first + offset >= plan.Total).Should().OnlyContain(time => time == long.MaxValue);
    }

    [Theory]
    [InlineData(600, 600, 360_000)]
    [InlineData(5000, 600, 3_000_000)]
    [InlineData(1 / 60.0, 600, 10)]
    [InlineData(0.1, 1, 1)]
    [InlineData(50_000, 3600, 180_000_000)]
    public void Total_ConstantRate_IsRateTimesDuration(double rate, double seconds, long total) =>
        Plan(Hold(seconds, rate)).Total.Should().Be(total);

    [Fact]
    public void Total_Ramp_IsTheTriangle() => Plan(Ramp(60, 600)).Total.Should().Be(18_000);

    [Fact]
    public void DueAt_ConstantRate_IsEvenlySpaced()
    {
        var plan = Plan(Hold(10, 1000));

        Enumerable.Range(0, 10_000).Should().OnlyContain(start => Math.Abs(plan.DueAt(start) - (start * Stopwatch.Frequency / 1000)) <= 1);
    }

    [Fact]
    public void DueAt_StageOfRateZero_IsPassedOver() =>
        Plan(Hold(2, 0), Hold(1, 10)).DueAt(0).Should().Be(2 * Stopwatch.Frequency);

    [Fact]
    public void DueAt_RampAfterAHold_BeginsAtTheRateBefore()
    {
        // 100/s for a second, then from 100 to 300 in 2 s: after t seconds of the ramp 100 t + 50 t² more.
        var plan = Plan(Hold(1, 100), Ramp(2, 300));

        plan.Total.Should().Be(500);
        SecondsOf(plan.DueAt(250)).Should().BeApproximately(2, 1e-6);
    }

    private static double SecondsOf(long ticks) => ticks / (double)Stopwatch.Frequency;

    private static StartPlan Plan(params Stage[] stages) => new(new OpenLoad(stages, 1));

    private static Stage Hold(double seconds, double rate) => new(TimeSpan.FromSeconds(seconds), rate, Ramp: false);

    private static Stage Ramp(double seconds, double rate) => new(TimeSpan.FromSeconds(seconds), rate, Ramp: true);

    /// <summary>In small steps, so that it owes nothing to the code under test.</summary>
    private static double Integral(OpenLoad load, long until)
    {
        const int steps = 1000;
        var (sum, start, before) = (0.0, 0.0, 0.0);
        foreach (var stage in load.Stages)
        {
            var seconds = stage.Duration!.Value.TotalSeconds;
            var part = Math.Clamp(SecondsOf(until) - start, 0, seconds);
            var from = stage.Ramp ? before : stage.Target;
            for (var step = 0; step < steps; step++)
                sum += part / steps * (from + ((stage.Target - from) * (part / seconds) * ((step + 0.5) / steps)));
            (start, before) = (start + seconds, stage.Target);
        }

        return sum;
    }

    private static class Loads
    {
        public static Arbitrary<OpenLoad> OpenLoads()
        {
            var stage =
                from milliseconds in Gen.Choose(1, 600_000)
                from rate in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 10), Gen.Choose(0, 50_000))
                from ramp in Gen.Elements(false, true)
                select new Stage(TimeSpan.FromMilliseconds(milliseconds), rate / 3.0, ramp);
            return stage.NonEmptyListOf().Select(stages => new OpenLoad([.. stages.Take(10)], 1)).ToArbitrary();
        }
    }
}
