using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Execution.BadWeather;

/// <summary>
/// Files cannot grow any more. A file system of a few megabytes needs an administrator; what every user has is a limit on the size of a
/// file (RLIMIT_FSIZE), at which writing fails as well, with EFBIG in place of ENOSPC.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    // In KiB. Without the signal a write fails; .NET's own memory file must not be subject to the limit.
    private const string FilesOf3Megabytes = "trap '' XFSZ && export DOTNET_EnableWriteXorExecute=0 && ulimit -f 3072";

    private readonly TemporaryDirectory _directory = new("full");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Run_WhoseOutcomesCannotBeWritten_EndsAndSaysWhyAndTheServiceGoesOn()
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = await ServiceProcess.StartUnderAsync(FilesOf3Megabytes, _directory);

        var run = await service.Client.RunAsync(
            $$"""{"url": "{{server.Http1}}ok", "virtualUsers": 4, "durationSeconds": 60}""");

        ((string)run["status"]!).Should().Be("failed", run.ToJsonString());
        ((string)run["failure"]!).Should().Contain("disk");
        ((long)run["requests"]!).Should().BePositive();
        var next = await service.Client.RunAsync($$"""{"url": "{{server.Http1}}ok/next", "requests": 10}""");
        ((string)next["status"]!).Should().Be("completed", next.ToJsonString());
        ((string)(await service.Client.GetAsync("/health/live"))["status"]!).Should().Be("healthy");
    }
}
