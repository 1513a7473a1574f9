using Curlew.Domain.Verdicts;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Engine.Tests.Runs;

public sealed class ThresholdTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("""{ "metric": "errorRate", "condition": "<", "valuePercent": 26 }""", Verdict.Passed, 25.0)]
    [InlineData("""{ "metric": "errorRate", "condition": "<", "valuePercent": 25 }""", Verdict.Failed, 25.0)]
    [InlineData("""{ "metric": "errorRate", "condition": "<=", "valuePercent": 25 }""", Verdict.Passed, 25.0)]
    [InlineData("""{ "metric": "failures", "condition": "<", "value": 10 }""", Verdict.Failed, 50.0)]
    [InlineData("""{ "metric": "failures", "step": "good", "condition": "<", "value": 1 }""", Verdict.Passed, 0.0)]
    [InlineData("""{ "metric": "failures", "step": "bad", "condition": "<", "value": 1 }""", Verdict.Failed, 50.0)]
    [InlineData("""{ "metric": "requests", "condition": ">=", "value": 200 }""", Verdict.Passed, 200.0)]
    [InlineData("""{ "metric": "skippedStarts", "condition": "<", "value": 1 }""", Verdict.Passed, 0.0)]
    [InlineData("""{ "metric": "serviceTime", "aggregate": "p50", "condition": ">", "valueMs": 3600000 }""", Verdict.Failed, null)]
    [InlineData("""{ "metric": "responseTime", "step": "good", "aggregate": "max", "condition": "<", "valueMs": 3600000 }""", Verdict.Passed, null)]
    [InlineData("""{ "metric": "generatorCpu", "condition": "<", "valuePercent": 1000 }""", Verdict.Passed, null)]
    [InlineData("""{ "metric": "requestRate", "condition": ">", "valuePerSecond": 0.001 }""", Verdict.Passed, null)]
    public async Task Execute_Threshold_CarriesItsFigureAndDecidesTheVerdict(string threshold, Verdict verdict, double? actual)
    {
        // Whether this machine kept up is not what is tested here.
        var run = await ExecuteAsync($$"""
            { "thresholds": [ {{threshold}} ], "judgeInvalidRuns": true, "load": { "iterations": 50 }, "steps": [
              { "name": "good", "url": "{{_server.Http1}}ok/1" }, { "name": "fine", "url": "{{_server.Http1}}ok/2" },
              { "name": "bad", "url": "{{_server.Http1}}status/500", "continueOnFailure": true }, { "name": "last", "url": "{{_server.Http1}}ok/3" } ] }
            """);

        var result = run.Summary.Thresholds.Should().ContainSingle().Subject;
        result.Result.Should().Be(verdict);
        run.Summary.Verdict.Should().Be(verdict);
        run.Result.Verdict.Should().Be(verdict);
        if (actual is not null)
            result.Actual.Should().Be(actual);
        result.BrokenAfterSeconds.HasValue.Should().Be(verdict == Verdict.Failed);
    }

    [Fact]
    public async Task Execute_StepThatNeverRan_IsNotApplicableAndNoPass()
    {
        var run = await ExecuteAsync($$"""
            { "thresholds": [ { "metric": "errorRate", "step": "second", "condition": "<", "valuePercent": 1 } ], "judgeInvalidRuns": true,
              "load": { "iterations": 3 }, "steps": [ { "url": "{{_server.Http1}}status/500" }, { "name": "second", "url": "{{_server.Http1}}ok" } ] }
            """);

        run.Summary.Thresholds.Single().Actual.Should().BeNull();
        run.Summary.Verdict.Should().Be(Verdict.NotApplicable);
    }

    [Fact]
    public async Task Execute_NoRequestIsAnswered_NeverPasses()
    {
        var run = await ExecuteAsync($$"""
            { "thresholds": [ { "metric": "requests", "condition": ">", "value": 1 } ], "judgeInvalidRuns": true,
              "load": { "requests": 2 }, "steps": [ { "url": "{{_server.Http1}}stall", "timeoutSeconds": 0.2 } ] }
            """);

        run.Summary.Thresholds.Single().Result.Should().Be(Verdict.Passed);
        run.Summary.Verdict.Should().Be(Verdict.Failed);
    }

    [Fact]
    public async Task Execute_ServerThatCannotBeReached_Fails()
    {
        var run = await ExecuteAsync("""
            { "thresholds": [ { "metric": "errorRate", "condition": "<", "valuePercent": 1 } ], "load": { "requests": 1 },
              "steps": [ { "url": "http://127.0.0.1:1/" } ] }
            """);

        run.Result.Failure.Should().NotBeNull();
        run.Result.Verdict.Should().Be(Verdict.Failed);
    }

    [Fact]
    public async Task Execute_StopRun_EndsTheRunAndSaysWhy()
    {
        var run = await ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}status/503" } ], "load": { "model": "open", "ratePerSecond": 50, "durationSeconds": 600 },
              "thresholds": [ { "metric": "errorRate", "condition": "<", "valuePercent": 5, "stopRun": true, "graceSeconds": 0 } ],
              "judgeInvalidRuns": true }
            """);

        run.Result.Stopped.Should().BeTrue();
        run.Result.StoppedByThreshold.Should().Contain("errorRate < 5 %").And.Contain("100");
        var threshold = run.Summary.Thresholds.Single();
        threshold.StoppedRun.Should().BeTrue();
        threshold.Result.Should().Be(Verdict.Failed);
        run.Summary.Verdict.Should().Be(Verdict.Failed);
        run.Outcomes.Should().HaveCount((int)_server.Truth.Snapshot().Load.Requests).And.HaveCountLessThan(600 * 50);
    }

    [Fact]
    public async Task Execute_StopRunWithinGrace_DoesNotStop()
    {
        var run = await ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}status/503" } ], "load": { "model": "open", "ratePerSecond": 50, "durationSeconds": 2.5 },
              "thresholds": [ { "metric": "errorRate", "condition": "<", "valuePercent": 5, "stopRun": true, "graceSeconds": 600 } ],
              "judgeInvalidRuns": true }
            """);

        run.Result.Stopped.Should().BeFalse();
        run.Outcomes.Should().HaveCount(125);
        run.Summary.Verdict.Should().Be(Verdict.Failed);
    }

    private static Task<ExecutedRun> ExecuteAsync(string json) => new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(json);
}
