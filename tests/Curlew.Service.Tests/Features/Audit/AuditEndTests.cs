using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Features.Targets;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;

namespace Curlew.Service.Tests.Features.Audit;

/// <summary>What is in the audit trail when the service ends, however it does.</summary>
public sealed class AuditEndTests : IDisposable
{
    private const int Kills = 5;
    private const int Denied = 30;

    private readonly TemporaryDirectory _directory = new("audit");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Kill_RightAfterTheAnswer_LeavesTheEntry()
    {
        for (var i = 0; i < Kills; i++)
        {
            await using var service = await ServiceProcess.StartAsync(_directory);
            await service.Client.SaveAsync("""{"url": "http://127.0.0.1:1/", "requests": 1}""");
            await service.EndAsync("KILL");
        }

        await using var restarted = await ServiceProcess.StartAsync(_directory);
        (await restarted.Client.ActionsAsync()).Should().Equal(Enumerable.Repeat("createDefinition", Kills));
    }

    [Fact]
    public async Task Terminate_AfterManyDenials_LeavesAFewEntriesAndOneForTheRest()
    {
        await using (var service = await ServiceProcess.StartAsync(_directory))
        {
            for (var i = 0; i < Denied; i++)
                await service.Client.RefusedAsync("""{"url": "http://denied.test/", "requests": 1}""");
            (await service.Client.TrailAsync()).Should().HaveCount(10);
            await service.EndAsync("TERM");
        }

        await using var restarted = await ServiceProcess.StartAsync(_directory);
        var trail = await restarted.Client.TrailAsync();
        trail.Should().HaveCount(11);
        ((string)trail[0]["action"]!).Should().Be("deniedRequests");
        ((string)trail[0]["path"]!).Should().Be("20 more, the last one of them /api/v1/runs");
        ((int)trail[0]["status"]!).Should().Be(403);
    }
}
