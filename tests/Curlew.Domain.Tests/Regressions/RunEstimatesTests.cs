using Curlew.Domain.Regressions;

namespace Curlew.Domain.Tests.Regressions;

public sealed class RunEstimatesTests
{
    private static readonly SimulatedRun Run = new() { Seconds = 30, Memory = 0.5, Wandering = 0.02 };

    [Fact]
    public void Of_ManyRuns_HoldsTheTrueValueAsOftenAsItSays()
    {
        var random = new Random(1);
        // The median of a second's level is that of the run; what the level wanders by makes times spread a little wider.
        var spread = Math.Sqrt((Run.Spread * Run.Spread) + (Run.Wandering * Run.Wandering));
        var truth = Run.MedianMs * Math.Exp(1.6448536 * spread);

        var holding = Enumerable.Range(0, 200).Count(_ =>
        {
            var estimate = RunEstimates.Of([Run.Sample(random)], step: null, RunMetric.P95, 95);
            return estimate.Low <= truth && truth <= estimate.High;
        });

        holding.Should().BeInRange(184, 200);
    }

    [Fact]
    public void Of_RunsThatAreUnlike_IsNotBelowNothing()
    {
        var random = new Random(8);
        RunSample[] runs = [.. new[] { 2.0, 30, 60 }.Select(medianMs => (Run with { MedianMs = medianMs }).Sample(random))];

        var estimate = RunEstimates.Of(runs, step: null, RunMetric.P95, 99.9);

        estimate.Low.Should().Be(0);
        estimate.High.Should().BeGreaterThan(2 * estimate.Value);
    }

    [Fact]
    public void Difference_OfRunsThatAreAlike_HoldsNoneAsOftenAsItSays()
    {
        var (random, run) = (new Random(6), Run with { Seconds = 60, Memory = 0, Wandering = 0.3 });

        var holding = Enumerable.Range(0, 200).Count(_ =>
        {
            var (difference, _) = RunEstimates.Difference([run.Sample(random)], [run.Sample(random)], step: null, RunMetric.P50, 95);
            return difference.Low <= 0 && 0 <= difference.High;
        });

        holding.Should().BeInRange(182, 199);
    }

    /// <summary>However many requests: another hour is another server by a percent.</summary>
    [Fact]
    public void Difference_OfLongSteadyRuns_AllowsForWhatRunsDifferBy()
    {
        var (random, run) = (new Random(7), new SimulatedRun { Seconds = 120, RequestsPerSecond = 500 });

        var (difference, _) = RunEstimates.Difference([run.Sample(random)], [run.Sample(random)], step: null, RunMetric.P50, 95);

        ((difference.High - difference.Low) / 2).Should().BeInRange(1.96 * Math.Sqrt(2) * 0.01 * run.MedianMs * 0.98, 2.2);
    }

    [Fact]
    public void Difference_OfASlowerOne_IsTheSecondLessTheFirst()
    {
        var random = new Random(2);
        RunSample[] quick = [Run.Sample(random), Run.Sample(random), Run.Sample(random)];
        var slow = Run with { MedianMs = 2 * Run.MedianMs };
        RunSample[] slower = [slow.Sample(random), slow.Sample(random), slow.Sample(random)];

        var (difference, _) = RunEstimates.Difference(quick, slower, step: "only", RunMetric.P50, 99);

        difference.Low.Should().BeGreaterThan(50);
        difference.Value.Should().BeApproximately(60, 3);
        difference.High.Should().BeLessThan(70);
    }

    /// <summary>Requests that queue up in each round, as on a single connection with too few streams, are no chance.</summary>
    [Fact]
    public void Difference_FromRoundsThatAllGrowSlower_CanBeTold()
    {
        var random = new Random(5);
        var (steady, queueing) = (Run with { Seconds = 10 }, Run with { Seconds = 10, Trend = 6 });
        RunSample[] quick = [steady.Sample(random), steady.Sample(random), steady.Sample(random)];
        RunSample[] slower = [queueing.Sample(random), queueing.Sample(random), queueing.Sample(random)];

        var (difference, known) = RunEstimates.Difference(quick, slower, step: null, RunMetric.P95, 99.9);

        difference.Low.Should().BeInRange(150, difference.Value);
        known.Low.Should().BeTrue();
    }

    [Fact]
    public void Difference_ThreeRequestsBeyondThePercentile_HasNoKnownEnds()
    {
        var random = new Random(3);
        var few = Run with { Seconds = 10, RequestsPerSecond = 30 };
        RunSample[] one = [few.Sample(random)];
        RunSample[] other = [few.Sample(random)];

        RunEstimates.Difference(one, other, step: null, RunMetric.P50, 99).Known.Should().Be(KnownEnds.Both);
        RunEstimates.Difference(one, other, step: null, RunMetric.P99, 99).Known.Should().Be(KnownEnds.Neither);
    }

    [Fact]
    public void Of_StepThatIsNotThere_IsRefused() =>
        FluentActions.Invoking(() => RunEstimates.Of([Run.Sample(new Random(4))], "other", RunMetric.P50, 95)).Should().Throw<ArgumentException>();
}
