using System.Diagnostics;
using System.Text.Json.Nodes;
using Curlew.Service.Execution;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Retention;
using Curlew.Service.Tests.Execution;
using Curlew.Storage.Disk;
using Curlew.Storage.Retention;
using Curlew.TestServers.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Curlew.Service.Tests.Retention;

/// <summary>When sweeps come, by a clock of the tests', and that nothing makes them end.</summary>
public sealed class RetentionSweeperTests : IAsyncLifetime
{
    private const int Swept = 1301;
    private const int Failed = 1302;
    private const int Waiting = 1303;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly DiskOfAnySize _disk = new();
    private readonly FakeTimeProvider _time = new();
    private readonly EventLog<RetentionSweeper> _log = new();
    private FaultServer _server = null!;
    private ServiceUnderTest _service = null!;
    private RetentionSweeper _sweeper = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Outcomes => Path.Combine(_service.Directory, "outcomes");

    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _service = await ServiceUnderTest.StartAsync(services =>
        {
            OwnSweeper.Remove(services);
            _disk.Replace(services);
        });
        _sweeper = new RetentionSweeper(
            Get<RetentionSweep>(), Get<RetentionSettings>(), Get<OutcomeDisk>(), Get<RunningRuns>(), Get<WarmUp>(), _time, _log);
    }

    public async ValueTask DisposeAsync()
    {
        await _sweeper.StopAsync(CancellationToken.None);
        _sweeper.Dispose();
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Sweep_ServiceThatIsIdle_ComesAtTheStartAndThenAtEachInterval()
    {
        var first = PutOrphan();
        await _sweeper.StartAsync(Stop);
        await _log.NextAsync(Swept);
        File.Exists(first).Should().BeFalse();

        for (var round = 0; round < 3; round++)
        {
            var next = PutOrphan();
            _time.Advance(Interval - TimeSpan.FromTicks(1));
            File.Exists(next).Should().BeTrue();
            _time.Advance(TimeSpan.FromTicks(1));
            (await _log.NextAsync(Swept)).Should().Contain("of 1 that are no run");
            File.Exists(next).Should().BeFalse();
        }
    }

    [Fact]
    public async Task Sweep_RunUnderWay_WaitsForItsEnd()
    {
        var orphan = PutOrphan();
        var run = await StartRunAsync();
        await _sweeper.StartAsync(Stop);
        await _log.NextAsync(Waiting);
        _time.Advance(Interval);
        await _log.NextAsync(Waiting);
        File.Exists(orphan).Should().BeTrue();

        _server.Gate.Open();
        await _service.Client.WhenEndedAsync(run);
        await WhenIdleAsync();
        _time.Advance(Interval);

        await _log.NextAsync(Swept);
        File.Exists(orphan).Should().BeFalse();
    }

    [Fact]
    public async Task Sweep_RunsWithoutEnd_ComesAfterAnHourAndThenWaitsAnew()
    {
        await StartRunAsync();
        await _sweeper.StartAsync(Stop);
        for (var sweep = 0; sweep < 2; sweep++)
        {
            PutOrphan();
            for (var tick = 0; tick < 6; tick++)
            {
                await _log.NextAsync(Waiting);
                _time.Advance(Interval);
            }

            await _log.NextAsync(Swept);
            _time.Advance(Interval);
        }

        await _log.NextAsync(Waiting);
    }

    [Fact]
    public async Task Sweep_RunUnderWayAndLittleSpaceLeft_ComesAtOnce()
    {
        var orphan = PutOrphan();
        await StartRunAsync();
        _disk.Free = Get<RetentionSettings>().FailuresOnlyBelowFreeBytes - 1;

        await _sweeper.StartAsync(Stop);

        await _log.NextAsync(Swept);
        File.Exists(orphan).Should().BeFalse();
    }

    [Fact]
    public async Task Sweep_DirectoryThatIsGone_IsToldAndTriedAgain()
    {
        Directory.Delete(Outcomes, recursive: true);
        await _sweeper.StartAsync(Stop);
        (await _log.NextAsync(Failed)).Should().Contain(Outcomes).And.Contain("10 minutes");

        Directory.CreateDirectory(Outcomes);
        var orphan = PutOrphan();
        _time.Advance(Interval);

        await _log.NextAsync(Swept);
        File.Exists(orphan).Should().BeFalse();
    }

    [Fact]
    public async Task Start_ServiceThatAnOrphanWasLeftTo_SweepsItByItself()
    {
        using var directory = new Curlew.TestServers.TemporaryDirectory("sweep");
        Directory.CreateDirectory(directory.File("outcomes"));
        var orphan = PutOrphan(directory.File("outcomes"));

        await using var service = await Curlew.Service.Hosting.ServiceHost.StartAsync(
            ServiceUnderTest.SettingsFor(directory.Location));

        await UntilAsync(() => !File.Exists(orphan));
        await service.StopAsync(Stop);
    }

    private static string PutOrphan(string directory)
    {
        var path = Path.Combine(directory, $"{Guid.CreateVersion7()}.db");
        File.WriteAllText(path, "left over");
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1));
        return path;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var clock = Stopwatch.StartNew(); !condition(); await poll.WaitForNextTickAsync(Stop))
            clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    private string PutOrphan() => PutOrphan(Outcomes);

    private T Get<T>() where T : notnull => _service.Services.GetRequiredService<T>();

    /// <summary>A run that goes on until the server's gate opens.</summary>
    private async Task<JsonNode> StartRunAsync()
    {
        var run = await _service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}gate", "requests": 1}""");
        await _server.Truth.WhenAsync(truth => truth.Load.Requests == 1);
        return run;
    }

    /// <summary>A run's results are there a moment before it is over.</summary>
    private Task WhenIdleAsync() => UntilAsync(() => !Get<RunningRuns>().Any);
}
