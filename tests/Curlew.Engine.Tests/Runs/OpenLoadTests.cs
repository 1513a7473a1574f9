using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Engine.Tests.Runs;

/// <summary>Open load against what the server counted.</summary>
public sealed class OpenLoadTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _server.Truth.Snapshot().UnexpectedFailures.Should().BeEmpty();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Execute_ConstantRate_StartsAsManyAsPlannedWhenPlanned(int eventLoops)
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest, eventLoops).ExecuteAsync(
            $$"""{ "url": "{{_server.Http1}}ok", "ratePerSecond": 400, "durationSeconds": 2 }""");

        _server.Truth.Snapshot().Load.Requests.Should().Be(800);
        run.Summary.Iterations!.Planned.Should().Be(800);
        run.Summary.Iterations!.Started.Should().Be(800);
        run.Summary.Iterations!.Completed.Should().Be(800);
        run.Summary.Iterations!.PlannedPerSecond.Should().Be(400);
        run.Summary.Iterations!.AchievedPerSecond.Should().Be(400);
        run.Summary.Total.Succeeded.Should().Be(800);
        run.Outcomes.Select(outcome => outcome.PlannedMicros).Order()
            .Should().Equal(Enumerable.Range(0, 800).Select(start => start * 2500L));
        run.Outcomes.Should().OnlyContain(outcome => outcome.StartedMicros >= outcome.PlannedMicros);
        run.Outcomes.Select(outcome => outcome.Iteration).Order().Should().Equal(Enumerable.Range(0, 800).Select(number => (long)number));
    }

    [Fact]
    public async Task Execute_StagesWithRamp_FollowThePlan()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}ok" } ],
              "load": { "model": "open", "stages": [ { "durationSeconds": 1, "ratePerSecond": 100, "ramp": true },
                                                     { "durationSeconds": 0.5, "ratePerSecond": 200 },
                                                     { "durationSeconds": 0.5, "ratePerSecond": 0, "ramp": true } ] } }
            """);

        _server.Truth.Snapshot().Load.Requests.Should().Be(200);
        run.Outcomes.Count(outcome => outcome.PlannedMicros < 1_000_000).Should().Be(50);
        run.Outcomes.Count(outcome => outcome.PlannedMicros is >= 1_000_000 and < 1_500_000).Should().Be(100);
    }

    [Fact]
    public async Task Execute_ServerThatHoldsAllAnswers_StartsOnThePlanAllTheSame()
    {
        // The gate opens when all planned requests have arrived, so a load that waited for answers would never get there.
        var running = new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            $$"""{ "url": "{{_server.Http1}}gate", "ratePerSecond": 300, "durationSeconds": 1, "maxVirtualUsers": 300 }""");
        await _server.Truth.WhenAsync(truth => truth.Load.Requests == 300);
        _server.Gate.Open();

        var run = await running;

        run.Summary.Total.Succeeded.Should().Be(300);
        run.Summary.Iterations!.PeakVirtualUsers.Should().Be(300);
        run.Summary.Iterations!.Skipped.Should().Be(0);
    }

    [Fact]
    public async Task Execute_NoVirtualUserFree_SkipsAndCountsTheStart()
    {
        // Each user is busy until its timeout, which comes when the plan has long ended.
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}stall", "timeoutSeconds": 3 } ],
              "load": { "model": "open", "ratePerSecond": 100, "durationSeconds": 1, "maxVirtualUsers": 7 } }
            """);

        run.CurlCode(28).Should().Be(7);
        _server.Truth.Snapshot().Load.Requests.Should().Be(7);
        run.Summary.Iterations!.Planned.Should().Be(100);
        run.Summary.Iterations!.Started.Should().Be(7);
        run.Summary.Iterations!.Skipped.Should().Be(93);
        run.SelfCheck("skippedStarts").Value.Should().Be(93);
        run.Outcomes.Should().OnlyContain(outcome => outcome.StartedMicros - outcome.PlannedMicros < 1_000_000, "a start is skipped, never late");
    }

    [Fact]
    public async Task Execute_WarmUp_IsSentAndStoredButInNoFigure()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}ok", "ratePerSecond": 200, "durationSeconds": 1.5, "warmUpSeconds": 0.5 }
            """);

        _server.Truth.Snapshot().Load.Requests.Should().Be(300);
        run.Outcomes.Should().HaveCount(300);
        run.Summary.Total.Requests.Should().Be(200);
        run.Summary.WarmUp.Should().Be(new Domain.Summaries.WarmUpFigures(0.5, 100, 0));
        run.Summary.Iterations!.Planned.Should().Be(200);
        run.Summary.Iterations!.Started.Should().Be(200);
        run.Summary.Iterations!.AchievedPerSecond.Should().Be(200);
        run.Summary.StatusCodes.Sum(status => status.Count).Should().Be(200);
        run.Summary.DurationSeconds.Should().BeInRange(0.9, 5);
    }

    [Fact]
    public async Task Execute_Stopped_PlannedIsWhatWasStartedAndSkipped()
    {
        using var stop = new CancellationTokenSource();
        var running = new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            $$"""{ "url": "{{_server.Http1}}ok", "ratePerSecond": 500, "durationSeconds": 600 }""", stop: stop);
        await _server.Truth.WhenAsync(truth => truth.Load.Requests > 100);

        await stop.CancelAsync();
        var run = await running;

        run.Result.Stopped.Should().BeTrue();
        run.Summary.Iterations!.Planned.Should().Be(run.Summary.Iterations!.Started).And.Be(_server.Truth.Snapshot().Load.Requests);
    }

    [Fact]
    public async Task Execute_StartsThatWaitForStreams_ShowInResponseTimeAndNotInServiceTime()
    {
        // Ten streams, each taken for a second: the second ten wait as long, and only the first clock sees it.
        const long most = 900_000;

        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Https}}slow?ms=1000", "httpVersion": "2", "connections": 2, "streamsPerConnection": 5,
              "ratePerSecond": 200, "durationSeconds": 0.1, "maxVirtualUsers": 20, "tls": { "verify": false } }
            """);

        run.Summary.Total.Succeeded.Should().Be(20);
        run.Summary.Iterations!.Skipped.Should().Be(0);
        run.Outcomes.Should().OnlyContain(outcome => outcome.TotalMicros > most);
        run.Outcomes.Count(outcome => outcome.StartedMicros - outcome.PlannedMicros > most - 100_000).Should().Be(10, "ten had to wait");
        run.Summary.Total.ResponseTimeMs.Max.Should().BeGreaterThan(1_700);
    }
}
