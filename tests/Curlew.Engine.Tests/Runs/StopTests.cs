using System.Diagnostics;
using Curlew.Domain.Outcomes;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Engine.Tests.Runs;

public sealed class StopTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Execute_ForADuration_EndsThenWithAllOutcomes()
    {
        var clock = Stopwatch.StartNew();

        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}ok", "virtualUsers": 4, "durationSeconds": 1 }
            """);

        clock.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(1));
        run.Summary.DurationSeconds.Should().BeInRange(0.95, 5);
        run.Outcomes.Count.Should().Be((int)run.Summary.Total.Requests).And.Be((int)_server.Truth.Snapshot().Load.Requests);
        // Due by then, that is; what is due in the last microseconds starts some microseconds later.
        run.Outcomes.Should().OnlyContain(outcome => outcome.PlannedMicros <= 1_000_000);
        run.Result.Stopped.Should().BeFalse();
    }

    [Fact]
    public async Task Execute_DurationEndsDuringARequest_AwaitsIt()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}slow?ms=600", "virtualUsers": 3, "durationSeconds": 0.2 }
            """);

        run.Outcomes.Should().HaveCount(3).And.OnlyContain(outcome => outcome.Succeeded);
    }

    [Fact]
    public async Task Execute_DurationEndsDuringThinkTime_DoesNotWaitForIt()
    {
        var clock = Stopwatch.StartNew();

        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}ok", "thinkTimeSeconds": 600 } ], "load": { "virtualUsers": 5, "durationSeconds": 0.5 } }
            """);

        run.Outcomes.Should().HaveCount(5);
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Execute_Stopped_StartsNothingMoreAndKeepsWhatIsThere()
    {
        using var stop = new CancellationTokenSource();
        var running = new EngineUnderTest(LibcurlBuilds.Newest, eventLoops: 2).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}ok", "virtualUsers": 4, "durationSeconds": 600 }
            """, stop: stop);
        await _server.Truth.WhenAsync(truth => truth.Load.Requests > 100);

        await stop.CancelAsync();
        var run = await running;

        run.Result.Stopped.Should().BeTrue();
        run.Result.Failure.Should().BeNull();
        run.Outcomes.Should().HaveCount((int)_server.Truth.Snapshot().Load.Requests);
        run.Summary.Total.Requests.Should().Be(run.Outcomes.Count);
    }

    [Fact]
    public async Task Execute_StoppedWhileRequestsHang_EndsThemAsAborted()
    {
        using var stop = new CancellationTokenSource();
        var running = new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}stall", "virtualUsers": 3, "durationSeconds": 600 }
            """, stop: stop);
        await _server.Truth.WhenAsync(truth => truth.Load.Requests == 3);

        await stop.CancelAsync();
        var run = await running;

        run.CurlCode(42).Should().Be(3);
        run.Outcomes.Should().HaveCount(3);
    }

    [Fact]
    public async Task Execute_StoppedBeforeTheLoad_SendsNone()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            $$"""{ "url": "{{_server.Http1}}ok", "requests": 10 }""", stop: stop);

        run.Result.Stopped.Should().BeTrue();
        _server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    [Fact]
    public async Task Execute_StoppedWhileThePreflightStalls_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        var running = new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            $$"""{ "url": "{{_server.Http1}}stall?head=true", "requests": 10 }""", stop: stop);
        await _server.Truth.WhenAsync(truth => truth.Of(method: "HEAD").Requests == 1);

        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        var run = await running;

        run.Result.Stopped.Should().BeTrue();
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5), "the preflight's own timeout is ten seconds");
    }

    [Fact]
    public async Task Execute_SinkFails_EndsTheRunWithItsWords()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            $$"""{ "url": "{{_server.Http1}}ok", "virtualUsers": 4, "durationSeconds": 600 }""", new FullDisk());

        run.Result.Failure.Should().Contain("could not be stored").And.Contain("disk is full");
    }

    [Fact]
    public async Task Execute_Progress_ReachesTheWholeNumber()
    {
        var engine = new EngineUnderTest(LibcurlBuilds.Newest);

        await engine.ExecuteAsync($$"""{ "url": "{{_server.Http1}}ok", "virtualUsers": 2, "requests": 777 }""");

        engine.LastProgress.Should().Be(777);
        engine.LoadStartedAt.Should().NotBeNull();
        engine.Preflight!.Succeeded.Should().BeTrue();
    }

    private sealed class FullDisk : IOutcomeSink
    {
        OutcomesKept IOutcomeSink.Kept => new(0, 0, null);

        public void Write(ReadOnlySpan<Outcome> outcomes)
        {
            if (outcomes.Length > 0)
                throw new IOException("disk is full");
        }
    }
}
