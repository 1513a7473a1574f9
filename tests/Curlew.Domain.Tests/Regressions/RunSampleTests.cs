using Curlew.Domain.Regressions;

namespace Curlew.Domain.Tests.Regressions;

public sealed class RunSampleTests
{
    private static readonly SimulatedRun Simulated = new() { Seconds = 10, RequestsPerSecond = 100, MedianMs = 10 };

    [Fact]
    public void Of_WarmUp_IsLeftOut()
    {
        var slow = new SimulatedRun { Seconds = 3, MedianMs = 1000 }.Timeline(new Random(1));
        var rest = Simulated.Timeline(new Random(2)).Select(second => second with { Second = second.Second + 3 });

        var sample = RunSample.Of(["only"], warmUpSeconds: 3, slow.Concat(rest));

        sample.Spans.Should().Be(10);
        RunEstimates.Of([sample], step: null, RunMetric.P99, 95).Value.Should().BeLessThan(50);
    }

    [Fact]
    public void Of_PartOfASecondInWhichTheLastAnswersCameIn_MakesNoRateOfItsOwn()
    {
        var random = new Random(1);
        var load = Simulated.Timeline(random);
        var tail = Simulated.Second(10, 0.2, random, () => 10) with { Length = 0.2 };

        var sample = RunSample.Of(["only"], 0, load.Append(tail));

        sample.Spans.Should().Be(10);
        RunEstimates.Of([sample], null, RunMetric.Throughput, 95).Value.Should().BeApproximately(100, 0.001);
    }

    [Fact]
    public void Of_ServerThatHangs_CountsTheSecondsInWhichNothingEnded()
    {
        var random = new Random(1);
        var load = Simulated.Timeline(random).ToList();
        var hanging = Enumerable.Range(10, 10).Select(second => (Simulated with { RequestsPerSecond = 0 }).Second(second, 1, random, () => 1));

        var sample = RunSample.Of(["only"], 0, load.Concat(hanging));

        RunEstimates.Of([sample], null, RunMetric.Throughput, 95).Value.Should().BeApproximately(50, 0.001);
    }

    [Fact]
    public void Of_LongRun_IsGatheredIntoFewSpansThatHoldAllOfIt()
    {
        var run = Simulated with { Seconds = 3600, RequestsPerSecond = 10 };

        var sample = run.Sample(new Random(1));

        sample.Spans.Should().BeInRange(RunSample.MaxSpans / 2 - 1, RunSample.MaxSpans);
        RunEstimates.Of([sample], null, RunMetric.Throughput, 95).Value.Should().BeApproximately(10, 0.001);
    }

    [Fact]
    public void Of_SecondsOfAnotherJourney_IsRefused()
    {
        var timeline = (Simulated with { StepNames = ["one", "two"] }).Timeline(new Random(1)).ToList();

        FluentActions.Invoking(() => RunSample.Of(["one"], 0, timeline)).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public async Task OfAsync_TheSameSeconds_IsTheSame()
    {
        var timeline = Simulated.Timeline(new Random(1)).ToList();

        var sample = await RunSample.OfAsync(["only"], 2, timeline.ToAsyncEnumerable(), TestContext.Current.CancellationToken);

        RunEstimates.Of([sample], null, RunMetric.P95, 95)
            .Should().Be(RunEstimates.Of([RunSample.Of(["only"], 2, timeline)], null, RunMetric.P95, 95));
    }
}
