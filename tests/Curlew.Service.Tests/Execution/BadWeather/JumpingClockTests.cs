using Curlew.Service.Tests.Retention;
using Curlew.TestServers.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Execution.BadWeather;

/// <summary>The system's clock is set, while a run goes on: what is measured goes by another one.</summary>
public sealed class JumpingClockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Run_DuringWhichTheClockIsSetByAnHour_IsMeasuredAsEver(int hours)
    {
        var clock = new LaterClock();
        await using var server = await FaultServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        var run = await service.Client.QueueAsync(
            $$"""{"url": "{{server.Http1}}ok", "ratePerSecond": 200, "durationSeconds": 4, "maxVirtualUsers": 50}""");
        await server.Truth.WhenAsync(truth => truth.Load.Requests > 200);

        clock.Ahead = TimeSpan.FromHours(hours);

        var ended = await service.Client.WhenEndedAsync(run);
        ((string)ended["status"]!).Should().Be("completed", ended.ToJsonString());
        var sent = server.Truth.Snapshot().Load.Requests;
        sent.Should().BeInRange(700, 801, "that is what was planned");
        var summary = await service.Client.GetAsync((string)run["links"]!["summary"]!);
        ((long)summary["total"]!["requests"]!).Should().Be(sent);
        ((double)summary["total"]!["responseTimeMs"]!["max"]!).Should().BeLessThan(60_000);
        ((double)summary["total"]!["ratePerSecond"]!).Should().BeInRange(100, 210);
        var points = (await service.Client.GetAsync($"{run["links"]!["self"]}/timeline"))["points"]!.AsArray();
        points.Should().HaveCountLessThan(10, "an hour would have many");
        points.Sum(point => (long)point!["total"]!["requests"]!).Should().Be(sent);

        var next = await service.Client.RunAsync($$"""{"url": "{{server.Http1}}ok", "requests": 3}""");
        ((string)next["status"]!).Should().Be("completed");
    }
}
