using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Runs;

namespace Curlew.Domain.Tests.Runs;

public sealed class LoadProgressTests
{
    [Theory]
    [InlineData(0, 0, 40)]
    [InlineData(10, 25, 30)]
    [InlineData(40, 100, 0)]
    [InlineData(55, 100, 0)]
    public void Of_LoadThatTimeEnds_GoesByTime(double elapsed, double percent, double left) =>
        Of(new LoadDocument { Stages = [new StageDocument { DurationSeconds = 30 }, new StageDocument { DurationSeconds = 10 }] }, elapsed, 7)
            .Should().Be(new LoadProgress(percent, left));

    [Fact]
    public void Of_LoadThatRequestsEnd_GoesByTheirMeanRate() =>
        Of(new LoadDocument { Requests = 1_000 }, elapsed: 5, requests: 250).Should().Be(new LoadProgress(25, 15));

    [Fact]
    public void Of_LoadThatIterationsEnd_CountsTheirSteps() =>
        Of(new LoadDocument { Iterations = 100 }, elapsed: 5, requests: 100, steps: 2).Should().Be(new LoadProgress(50, 5));

    [Fact]
    public void Of_NoRequestHasEnded_DoesNotGuess() =>
        Of(new LoadDocument { Requests = 1_000 }, elapsed: 5, requests: 0).Should().Be(new LoadProgress(0, null));

    private static LoadProgress Of(LoadDocument load, double elapsed, long requests, int steps = 1) => LoadProgress.Of(
        new RunDefinitionDocument { Load = load, Steps = [.. Enumerable.Repeat(new StepDocument(), steps)] },
        TimeSpan.FromSeconds(elapsed),
        requests);
}
