using Curlew.TestServers.Faults;
using Curlew.TestServers.Postgres;

namespace Curlew.Service.Tests.Jobs;

/// <summary>Which Hangfire carries out a service's runs.</summary>
public sealed class JobServicesTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>
    /// Bug: Hangfire's storage was a static that the service which started last had set, so services that started at once
    /// queued their runs with one another, and those were carried out by nobody.
    /// </summary>
    [Fact]
    public async Task Start_SeveralServicesAtOnce_EachCarriesOutItsOwnRuns()
    {
        var services = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ServiceUnderTest.StartAsync())));
        try
        {
            services.Select(service => service.Services.GetService(typeof(Hangfire.JobStorage))).Should().OnlyHaveUniqueItems();
            foreach (var service in services)
                await CarryOutAsync(service);
        }
        finally
        {
            foreach (var service in services)
                await service.DisposeAsync();
        }
    }

    [Fact]
    public async Task Start_OnPostgres_CarriesOutRunsAndKeepsThem()
    {
        await using var postgres = await PostgresServer.StartAsync();
        string[] settings = ["--Storage:Provider=Postgres", $"--ConnectionStrings:Curlew={postgres.NewDatabase()}"];
        string run;
        await using (var service = await ServiceUnderTest.StartAsync(settings))
            run = await CarryOutAsync(service);

        await using var restarted = await ServiceUnderTest.StartAsync(settings);
        ((string)(await restarted.Client.GetAsync(run))["status"]!).Should().Be("completed");
        ((long)(await restarted.Client.GetAsync($"{run}/summary"))["total"]!["requests"]!).Should().Be(50);
    }

    private async Task<string> CarryOutAsync(ServiceUnderTest service)
    {
        var queued = await service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 50}""");
        var ended = await service.Client.WhenEndedAsync(queued);
        ((string)ended["status"]!).Should().Be("completed");
        ((long)ended["requests"]!).Should().Be(50);
        return (string)ended["links"]!["self"]!;
    }
}
