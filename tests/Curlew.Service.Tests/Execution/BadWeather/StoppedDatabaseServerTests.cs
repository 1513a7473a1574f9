using System.Net;
using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;
using Curlew.TestServers.Postgres;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Execution.BadWeather;

/// <summary>The PostgreSQL server goes away, and comes back.</summary>
public sealed class StoppedDatabaseServerTests
{
    [Fact]
    public async Task Service_WhosePostgresIsStoppedAndStarted_SaysSoAndGoesOn()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var server = await FaultServer.StartAsync();
        var definition = $$"""{"url": "{{server.Http1}}ok", "requests": 5}""";
        await using var service = await ServiceUnderTest.StartAsync(
            "--Storage:Provider=Postgres", $"--ConnectionStrings:Curlew={postgres.NewDatabase()}", "--Logging:LogLevel:Default=None");
        var before = await service.Client.RunAsync(definition);

        await postgres.StopAsync();

        using var posted = await service.Client.PostAsync(definition);
        await ShouldSayThatItIsGoneAsync(posted);
        using var asked = await service.Client.SendAsync("GET", "/api/v1/runs");
        await ShouldSayThatItIsGoneAsync(asked);
        using var ready = await service.Client.SendAsync("GET", "/health/ready");
        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        ((string)(await service.Client.GetAsync("/health/live"))["status"]!).Should().Be("healthy");

        await postgres.StartAgainAsync();

        ((string)(await service.Client.RunAsync(definition))["status"]!).Should().Be("completed");
        ((string)(await service.Client.GetAsync((string)before["links"]!["self"]!))["status"]!).Should().Be("completed");
        server.Truth.Snapshot().Load.Requests.Should().Be(10);
    }

    /// <summary>
    /// Hangfire's locks are rows: one that was taken when the server went away cannot be given back, and is there when it is back. Held
    /// here are those of the jobs that come after the warm-up's, so that no moment needs to be met.
    /// </summary>
    [Fact]
    public async Task Service_WhoseJobsLockWasLeftInPostgres_DoesNotWaitForItForLong()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var server = await FaultServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            "--Storage:Provider=Postgres", $"--ConnectionStrings:Curlew={postgres.NewDatabase()}");
        using var jobs = service.Services.GetRequiredService<JobStorage>().GetConnection();
        foreach (var job in (int[])[2, 3])
            jobs.AcquireDistributedLock($"job:{job}:state-lock", TimeSpan.FromSeconds(1));

        var run = await service.Client.RunAsync($$"""{"url": "{{server.Http1}}ok", "requests": 5}""");

        ((string)run["status"]!).Should().Be("completed");
        server.Truth.Snapshot().Load.Requests.Should().Be(5);
    }

    private static async Task ShouldSayThatItIsGoneAsync(HttpResponseMessage answer)
    {
        JsonNode problem = await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "database-unavailable");
        ((string)problem["detail"]!).Should().Contain("The database server");
        answer.Headers.RetryAfter!.Delta.Should().BePositive();
    }
}
