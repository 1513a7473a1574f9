using Curlew.Service.Tests.Hosting;
using Curlew.Soak.Targets;
using Curlew.TestServers;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Execution;

/// <summary>What becomes of runs when the service ends under them, and when it starts again.</summary>
public sealed class EndOfServiceTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new("end");
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Terminate_DuringARun_KeepsItsResultsAndGoesOnWithTheNext()
    {
        string run, next;
        await using (var service = await ServiceProcess.StartAsync(_directory))
        {
            run = await QueueAsync(service, "ok", "\"virtualUsers\": 4, \"durationSeconds\": 600");
            next = await QueueAsync(service, "ok/next", "\"requests\": 7");
            await _server.Truth.WhenAsync(truth => truth.Load.Requests > 1000);

            (await service.EndAsync("TERM")).Should().BeLessThan(TimeSpan.FromSeconds(30));
        }

        var sent = _server.Truth.Snapshot().Load.Requests;
        await using var restarted = await ServiceProcess.StartAsync(_directory);
        var interrupted = await restarted.Client.GetAsync(run);
        ((string)interrupted["status"]!).Should().Be("interrupted");
        ((string)interrupted["failure"]!).Should().Contain("shut down");
        ((long)interrupted["requests"]!).Should().Be(sent);
        ((long)(await restarted.Client.GetAsync($"{run}/summary"))["total"]!["requests"]!).Should().Be(sent);

        var completed = await restarted.Client.WhenEndedAsync(await restarted.Client.GetAsync(next));
        ((string)completed["status"]!).Should().Be("completed");
        _server.Truth.Snapshot().Load.Requests.Should().Be(sent + 7);
    }

    [Fact]
    public async Task Terminate_RequestsThatNeverEnd_EndsWithinSeconds()
    {
        string run;
        await using (var service = await ServiceProcess.StartAsync(_directory))
        {
            run = await QueueAsync(service, "stall", "\"virtualUsers\": 3, \"durationSeconds\": 600");
            await _server.Truth.WhenAsync(truth => truth.Load.Requests == 3);

            (await service.EndAsync("TERM")).Should().BeLessThan(TimeSpan.FromSeconds(30));
        }

        await using var restarted = await ServiceProcess.StartAsync(_directory);
        var interrupted = await restarted.Client.GetAsync(run);
        ((string)interrupted["status"]!).Should().Be("interrupted");
        ((long)interrupted["requests"]!).Should().Be(3);
        ((long)interrupted["failedRequests"]!).Should().Be(3);
    }

    [Fact]
    public async Task Terminate_DuringARun_SendsNothingAfterTwoSecondsAndIsSoonGone()
    {
        await using var target = await CountingTarget.StartAsync();
        string run;
        await using (var service = await ServiceProcess.StartAsync(_directory))
        {
            var queued = await service.Client.QueueAsync(
                $$"""{"url": "{{target.Address}}/slow/1", "virtualUsers": 50, "durationSeconds": 600}""");
            run = (string)queued["links"]!["self"]!;
            await service.Client.WhenAsync(queued, "running");
            while (target.Of(1).Requests < 200)
                await Task.Delay(10, TestContext.Current.CancellationToken);

            var signalled = TimeProvider.System.GetTimestamp();
            (await service.EndAsync("TERM")).Should().BeLessThan(TimeSpan.FromSeconds(20));
            TimeProvider.System.GetElapsedTime(signalled, target.LastArrival).Should().BeLessThan(TimeSpan.FromSeconds(2));
        }

        await using var restarted = await ServiceProcess.StartAsync(_directory);
        var interrupted = await restarted.Client.GetAsync(run);
        ((string)interrupted["status"]!).Should().Be("interrupted");
        ((string)interrupted["failure"]!).Should().Contain("shut down");
        ((int)(await restarted.Client.GetAsync($"{run}/summary"))["total"]!["requests"]!).Should().Be(target.Of(1).Requests);
    }

    [Fact]
    public async Task Kill_DuringARun_InterruptsItAndNeverRepeatsItsLoad()
    {
        string run, next;
        await using (var service = await ServiceProcess.StartAsync(_directory))
        {
            run = await QueueAsync(service, "ok", "\"virtualUsers\": 4, \"durationSeconds\": 600");
            next = await QueueAsync(service, "ok/next", "\"requests\": 7");
            await service.Client.WhenAsync(await service.Client.GetAsync(run), "running");
            await _server.Truth.WhenAsync(truth => truth.Load.Requests > 5000);

            await service.EndAsync("KILL");
        }

        await _server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0);
        var sent = _server.Truth.Snapshot().Load.Requests;
        await using var restarted = await ServiceProcess.StartAsync(_directory);
        var interrupted = await restarted.Client.WhenEndedAsync(await restarted.Client.GetAsync(run));
        ((string)interrupted["status"]!).Should().Be("interrupted");
        (await restarted.Client.GetAsync($"{run}/outcomes?limit=10"))["items"]!.AsArray().Count.Should().BeInRange(0, 10);

        var completed = await restarted.Client.WhenEndedAsync(await restarted.Client.GetAsync(next));
        ((string)completed["status"]!).Should().Be("completed");
        _server.Truth.Snapshot().Load.Requests.Should().Be(sent + 7);
    }

    private async Task<string> QueueAsync(ServiceProcess service, string path, string load)
    {
        var run = await service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}{{path}}", {{load}} }""");
        return (string)run["links"]!["self"]!;
    }
}
