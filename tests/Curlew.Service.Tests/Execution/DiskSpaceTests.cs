using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Execution;

/// <summary>A run whose outcomes would fill the disk fails before it sends anything, and nothing else is harmed.</summary>
public sealed class DiskSpaceTests : IAsyncLifetime
{
    private const long Mebibyte = 1L << 20;

    private readonly DiskOfAnySize _disk = new();
    private FaultServer _server = null!;
    private ServiceUnderTest _service = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _service = await ServiceUnderTest.StartAsync(_disk.Replace);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Run_DiskThatIsFull_FailsWithTheFiguresAndSendsNothing()
    {
        _disk.Free = (256 * Mebibyte) - 1;

        var run = await RunAsync("all");

        ((string)run["status"]!).Should().Be("failed");
        ((string)run["failure"]!).Should().Contain("268435455").And.Contain("268435456").And.Contain("Retention:StopBelowFreeBytes")
            .And.Contain(Path.Combine(_service.Directory, "outcomes"));
        var truth = _server.Truth.Snapshot();
        (truth.Load.Requests, truth.ConnectionsAccepted).Should().Be((0, 0));
    }

    [Theory]
    [InlineData("failures", "failed")]
    [InlineData("none", "completed")]
    public async Task Run_DiskThatIsFull_IsRefusedWhereItStoresAnything(string keep, string status)
    {
        _disk.Free = 0;

        ((string)(await RunAsync(keep))["status"]!).Should().Be(status);
    }

    [Theory]
    [InlineData(256 * Mebibyte)]
    [InlineData(null)]
    public async Task Run_DiskThatHasRoomOrDoesNotSay_IsCarriedOut(long? free)
    {
        _disk.Free = free;

        var run = await RunAsync("all");

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
    }

    [Fact]
    public async Task Run_DiskThatHasRoomAgain_IsCarriedOutAndWhatThereWasIsStillThere()
    {
        var before = await RunAsync("all");
        _disk.Free = 0;
        await RunAsync("all");
        (await OutcomesOfAsync(before)).Should().Be(20);

        _disk.Free = 1L << 40;

        (await OutcomesOfAsync(await RunAsync("all"))).Should().Be(20);
    }

    [Fact]
    public async Task Run_RealDiskBelowTheLimit_FailsWithItsFigure()
    {
        const long more = 1L << 50;
        await using var service = await ServiceUnderTest.StartAsync(
            $"--Retention:StopBelowFreeBytes={more}", $"--Retention:FailuresOnlyBelowFreeBytes={more}");
        var free = new DriveInfo(service.Directory).AvailableFreeSpace;

        var run = await service.Client.RunAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 20}""");

        ((string)run["status"]!).Should().Be("failed");
        var told = long.Parse(((string)run["failure"]!).Split(" bytes free")[0].Split(' ')[^1]);
        told.Should().BeCloseTo(free, (ulong)(1024 * Mebibyte), "others write to the same disk");
    }

    [Theory]
    [InlineData(1024 * Mebibyte, "healthy", "1073741824")]
    [InlineData((1024 * Mebibyte) - 1, "degraded", "1073741823 bytes are free, less than Retention:FailuresOnlyBelowFreeBytes")]
    [InlineData(17L, "degraded", "17 bytes are free, less than Retention:StopBelowFreeBytes")]
    [InlineData(null, "degraded", "outcomes")]
    public async Task Ready_Disk_WarnsWithItsFigureAndStaysReady(long? free, string status, string description)
    {
        _disk.Free = free;

        var report = await _service.Client.GetAsync("/health/ready");

        ((string)report["status"]!).Should().Be(status);
        var disk = report["checks"]!.AsArray().Single(check => (string)check!["name"]! == "disk")!;
        ((string)disk["status"]!).Should().Be(status);
        ((string)disk["description"]!).Should().Contain(description);
    }

    private Task<JsonNode> RunAsync(string keep) => _service.Client.RunAsync(
        $$"""{"url": "{{_server.Http1}}ok", "requests": 20, "outcomes": {"keep": "{{keep}}"} }""");

    private async Task<int> OutcomesOfAsync(JsonNode run) =>
        (await _service.Client.GetAsync((string)run["links"]!["outcomes"]!))["items"]!.AsArray().Count;
}
