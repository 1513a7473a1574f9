using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Execution.BadWeather;

/// <summary>A run wants more connections than the service may have descriptors.</summary>
public sealed class ExhaustedDescriptorsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("descriptors");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Run_OfMoreUsersThanDescriptors_EndsAndSaysWhyAndTheServiceGoesOn()
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = await ServiceProcess.StartUnderAsync("ulimit -n 1024", _directory);

        var run = await service.Client.RunAsync(
            $$"""{"url": "{{server.Http1}}delay?ms=200", "virtualUsers": 2000, "durationSeconds": 4}""");

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        ((long)run["failedRequests"]!).Should().BePositive();
        var errors = await service.Client.GetAsync($"{run["links"]!["self"]}/errors");
        errors["items"]!.AsArray().Select(error => (string?)error!["curlSymbol"]).Should().Contain("CURLE_COULDNT_CONNECT", errors.ToJsonString());
        var next = await service.Client.RunAsync($$"""{"url": "{{server.Http1}}ok", "requests": 10}""");
        ((string)next["status"]!).Should().Be("completed");
        ((long)next["failedRequests"]!).Should().Be(0);
    }
}
