using Curlew.Domain.Outcomes;
using Curlew.Domain.Timelines;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Engine.Tests.Runs;

public sealed class TimelineTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task ExecuteAsync_LoadOfSeconds_TellsEachSecondWithWhatEndedInIt()
    {
        var engine = new EngineUnderTest(LibcurlBuilds.Newest, eventLoops: 2);

        var run = await engine.ExecuteAsync($$"""
            { "steps": [ { "name": "good", "url": "{{_server.Http1}}ok" },
                         { "name": "bad", "url": "{{_server.Http1}}status/503", "expect": { "status": [200] } } ],
              "load": { "model": "open", "ratePerSecond": 100, "durationSeconds": 2.5 }, "warmUpSeconds": 1 }
            """);

        engine.Seconds.Select(second => second.Second).Should().Equal(Enumerable.Range(0, engine.Seconds.Count));
        var points = new TimelineSampler(["good", "bad"], warmUpSeconds: 1).Sample(engine.Seconds).ToList();
        points.Select(point => point.WarmUp).Should().StartWith([true, false, false]);
        points.Sum(point => point.Total.Requests).Should().Be(run.Outcomes.Count, "the warm-up is in the timeline");
        points.Sum(point => point.Steps![1].Failed).Should().Be(run.Outcomes.Count(outcome => outcome.Step == 1));
        points.Sum(point => point.Total.BytesDown).Should().Be(run.Outcomes.Sum(outcome => outcome.BytesDown));
        var soFar = 0L;
        foreach (var point in points)
        {
            soFar += point.Total.Requests;
            var ended = run.Outcomes.Count(outcome => EndedMs(outcome) < point.ToSeconds * 1000);
            soFar.Should().BeLessThanOrEqualTo(ended + 1, "what is collected late counts later, never earlier");
            point.VirtualUsers.Should().BeInRange(0, 250);
        }

        points.Sum(point => point.GeneratorCpuPercent * (point.ToSeconds - point.FromSeconds) / 100)
            .Should().BeApproximately(run.Summary.Generator.CpuSeconds, 0.01);
    }

    [Fact]
    public async Task ExecuteAsync_FailuresOfSeveralKinds_GroupsThemWithTheirFirst()
    {
        var engine = new EngineUnderTest(LibcurlBuilds.Newest);

        var run = await engine.ExecuteAsync($$"""
            { "steps": [ { "name": "refused", "url": "{{_server.Http1}}status/503", "continueOnFailure": true },
                         { "name": "wrong", "url": "{{_server.Http1}}ok", "expect": { "bodyContains": "nobody says this" } } ],
              "load": { "virtualUsers": 2, "iterations": 20 } }
            """);

        run.Result.Errors.Should().HaveCount(2);
        engine.Errors.Should().BeEquivalentTo(run.Result.Errors);
        var refused = run.Result.Errors.Single(group => group.Status == 503);
        (refused.CurlCode, refused.Failure, refused.Count).Should().Be((0, FailureKind.Status, 20));
        refused.Steps.Should().Equal(20, 0);
        var outcomes = run.Outcomes.Where(outcome => outcome.Status == 503).ToList();
        refused.FirstEndedMs.Should().Be(outcomes.Min(EndedMs));
        refused.LastEndedMs.Should().Be(outcomes.Max(EndedMs));
        outcomes.Should().Contain(outcome =>
            outcome.VirtualUser == refused.Example.VirtualUser && outcome.Iteration == refused.Example.Iteration
            && outcome.StartedMicros / 1000.0 == refused.Example.StartedMs);
        run.Result.Errors.Single(group => group.Status == 200).Failure.Should().Be(FailureKind.Body);
    }

    [Fact]
    public async Task ExecuteAsync_ThresholdBreaks_TellsOnce()
    {
        var engine = new EngineUnderTest(LibcurlBuilds.Newest);

        await engine.ExecuteAsync($$"""
            { "url": "{{_server.Http1}}ok", "virtualUsers": 1, "durationSeconds": 2.5,
              "thresholds": [ { "metric": "requests", "condition": "<", "value": 1 },
                              { "metric": "errorRate", "condition": "<", "valuePercent": 50 } ] }
            """);

        engine.Broken.Should().ContainSingle().Which.Threshold.Metric.Should().Be("requests");
    }

    [Fact]
    public async Task ExecuteAsync_CountThatIsToBeReached_IsJudgedAtTheEndAndStopsNothing()
    {
        var engine = new EngineUnderTest(LibcurlBuilds.Newest);

        var run = await engine.ExecuteAsync($$"""
            { "url": "{{_server.Http1}}slow?ms=100", "virtualUsers": 1, "durationSeconds": 3, "warmUpSeconds": 1.5,
              "thresholds": [ { "metric": "requests", "condition": ">=", "value": 5, "stopRun": true, "graceSeconds": 0 },
                              { "metric": "requestRate", "condition": ">", "valuePerSecond": 0.5 } ] }
            """);

        run.Result.Stopped.Should().BeFalse();
        engine.Broken.Should().BeEmpty("nothing counts during the warm-up, and a count may still be reached");
        run.Summary.Thresholds.Should().OnlyContain(threshold => threshold.BrokenAfterSeconds == null);
    }

    private static double EndedMs(Outcome outcome) => (outcome.StartedMicros + outcome.TotalMicros) / 1000.0;
}
