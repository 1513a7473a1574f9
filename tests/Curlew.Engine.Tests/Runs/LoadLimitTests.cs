using System.Diagnostics;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Engine.Tests.Runs;

/// <summary>Limits that end a load, and an end that waits for nothing.</summary>
public sealed class LoadLimitTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Execute_TotalBytesOfManyAnswers_StopsSoonAfterThem(int eventLoops)
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest, eventLoops).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}slow?ms=10&bytes=1000", "virtualUsers": 20, "durationSeconds": 600, "limits": { "totalBytes": 500000 } }
            """);

        run.Result.Stopped.Should().BeTrue();
        run.Result.StoppedByLimit.Should().Contain("limits.totalBytes").And.Contain("500000");
        var bytes = run.Outcomes.Sum(outcome => outcome.BytesUp + outcome.BytesDown);
        bytes.Should().BeGreaterThan(500_000);
        run.Summary.DurationSeconds.Should().BeLessThan(60);
    }

    [Fact]
    public async Task Execute_TotalBytesWithinOneAnswer_EndsItInItsMidst()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}chunked?chunks=100000&bytes=1000000", "maxResponseBytes": 1000000000000 } ],
              "load": { "requests": 1 }, "limits": { "totalBytes": 1000000 } }
            """);

        run.Result.Stopped.Should().BeTrue();
        run.Result.StoppedByLimit.Should().Contain("limits.totalBytes");
        run.CurlCode(42).Should().Be(1, "it is not awaited");
        run.Outcomes.Should().ContainSingle().Which.BytesDown.Should().BeLessThan(50_000_000_000);
    }

    [Fact]
    public async Task Execute_TotalBytesNotReached_ChangesNothing()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}ok", "requests": 500, "virtualUsers": 4, "limits": { "totalBytes": 100000000, "durationSeconds": 60 } }
            """);

        run.Result.Stopped.Should().BeFalse();
        run.Result.StoppedByLimit.Should().BeNull();
        run.Outcomes.Should().HaveCount(500);
    }

    [Fact]
    public async Task Execute_RequestsTakeLongerThanTheLimit_StopsThen()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}slow?ms=20", "requests": 1000000, "limits": { "durationSeconds": 0.5 } }
            """);

        run.Result.Stopped.Should().BeTrue();
        run.Result.StoppedByLimit.Should().Contain("limits.durationSeconds").And.Contain("0.5 s");
        run.Outcomes.Should().OnlyContain(outcome => outcome.Succeeded, "requests in flight are awaited");
        _server.Truth.Snapshot().Load.Requests.Should().Be(run.Outcomes.Count);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2-prior-knowledge")]
    public async Task Execute_AbortedWhileRequestsHang_GivesThemUpAtOnce(string version)
    {
        var server = version == "1.1" ? _server.Http1 : _server.H2c;
        using var stop = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        var running = new EngineUnderTest(LibcurlBuilds.Newest, eventLoops: 2).ExecuteAsync($$"""
            { "url": "{{server}}stall", "httpVersion": "{{version}}", "virtualUsers": 30, "durationSeconds": 600 }
            """, stop: stop, abort: abort);
        await _server.Truth.WhenAsync(truth => truth.Load.Requests == 30);

        var clock = Stopwatch.StartNew();
        await abort.CancelAsync();
        await stop.CancelAsync();
        var run = await running;

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1.5), "a stop would wait for two seconds");
        run.CurlCode(42).Should().Be(30);
        run.Outcomes.Should().HaveCount(30);
        run.Result.Stopped.Should().BeTrue();
    }

    [Fact]
    public async Task Execute_AbortedBeforeTheFirstRequest_SendsNone()
    {
        using var stop = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        var engine = new EngineUnderTest(LibcurlBuilds.Newest) { OnLoadStarting = () => { abort.Cancel(); stop.Cancel(); } };

        var run = await engine.ExecuteAsync(
            $$"""{ "url": "{{_server.Http1}}ok", "virtualUsers": 50, "durationSeconds": 600 }""", stop: stop, abort: abort);

        run.Result.Stopped.Should().BeTrue();
        run.Outcomes.Should().BeEmpty();
        _server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    [Fact]
    public async Task Execute_StoppedWhileThePreflightStalls_TakesItBack()
    {
        using var stop = new CancellationTokenSource();
        var running = new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            $$"""{ "url": "{{_server.Http1}}stall?head=true", "requests": 10 }""", stop: stop);
        await _server.Truth.WhenAsync(truth => truth.Of(method: "HEAD").Requests == 1);

        await stop.CancelAsync();
        await running;

        await _server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0, TimeSpan.FromSeconds(3));
    }
}
