using System.Net;
using System.Text.Json.Nodes;
using Curlew.Domain.Runs;
using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Retention;
using Curlew.TestServers.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Retention;

/// <summary>What is left of real runs after a sweep, as a user sees it.</summary>
public sealed class SweepEndToEndTests : IAsyncLifetime
{
    private const int Requests = 5_000;

    private readonly LaterClock _clock = new();
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Sweep_ByBytes_TakesTheOutcomesOfWhatNobodyPinnedAndLeavesItsSummary()
    {
        await using var service = await StartAsync("--Retention:MaxBytes=1");
        var (plain, pinned) = (await RunAsync(service), await RunAsync(service));
        await PinAsync(service, pinned);

        (await SweepAsync(service)).TooLarge.Should().Equal(new RunId((Guid)plain["id"]!));

        using (var gone = await service.Client.SendAsync("GET", $"{Self(plain)}/outcomes"))
            await gone.ShouldBeProblemAsync(HttpStatusCode.Gone, "outcomes-gone");
        ((long)(await service.Client.GetAsync($"{Self(plain)}/summary"))["total"]!["requests"]!).Should().Be(Requests);
        ((string)(await service.Client.GetAsync(Self(plain)))["status"]!).Should().Be("completed");
        await ShouldBeWholeAsync(service, pinned);
        FilesOf(service).Should().Equal($"{pinned["id"]}.db");
    }

    [Fact]
    public async Task Sweep_AYearLater_TakesWholeRunsButThePinnedOne()
    {
        await using var service = await StartAsync();
        var (plain, pinned) = (await RunAsync(service), await RunAsync(service));
        await PinAsync(service, pinned);
        (await SweepAsync(service)).TooOld.Should().BeEmpty();

        _clock.Ahead = TimeSpan.FromDays(366);
        (await SweepAsync(service)).TooOld.Should().Equal(new RunId((Guid)plain["id"]!));

        using (var gone = await service.Client.SendAsync("GET", Self(plain)))
            await gone.ShouldBeProblemAsync(HttpStatusCode.NotFound, "run-not-found");
        await ShouldBeWholeAsync(service, pinned);
        FilesOf(service).Should().Equal($"{pinned["id"]}.db");
    }

    [Fact]
    public async Task Sweep_DuringARun_LeavesItsFileAlone()
    {
        await using var service = await StartAsync("--Retention:MaxBytes=1");
        var run = await service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}gate", "virtualUsers": 4, "requests": 100}""");
        await _server.Truth.WhenAsync(truth => truth.Load.Requests == 4);
        _clock.Ahead = TimeSpan.FromDays(366);

        var report = await SweepAsync(service);
        _server.Gate.Open();

        report.Should().BeEquivalentTo(new SweepReport([], [], [], []));
        ((string)(await service.Client.WhenEndedAsync(run))["status"]!).Should().Be("completed");
        (await service.Client.GetAsync($"{Self(run)}/outcomes?limit=1000"))["items"]!.AsArray().Should().HaveCount(100);
    }

    private static string Self(JsonNode run) => (string)run["links"]!["self"]!;

    private static IEnumerable<string?> FilesOf(ServiceUnderTest service) =>
        Directory.GetFiles(Path.Combine(service.Directory, "outcomes"), "*-*").Select(Path.GetFileName);

    private static Task<SweepReport> SweepAsync(ServiceUnderTest service) =>
        service.Services.GetRequiredService<RetentionSweep>().RunAsync(
            service.Services.GetRequiredService<RetentionSettings>().ToRules(), TestContext.Current.CancellationToken);

    private static async Task ShouldBeWholeAsync(ServiceUnderTest service, JsonNode run)
    {
        ((bool)(await service.Client.GetAsync(Self(run)))["pinned"]!).Should().BeTrue();
        ((long)(await service.Client.GetAsync($"{Self(run)}/summary"))["total"]!["requests"]!).Should().Be(Requests);
        (await service.Client.GetAsync($"{Self(run)}/outcomes?limit=10000"))["items"]!.AsArray().Should().HaveCount(Requests);
    }

    private static async Task PinAsync(ServiceUnderTest service, JsonNode run)
    {
        using var answer = await service.Client.SendAsync("PUT", $"{Self(run)}/pin");
        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    private Task<ServiceUnderTest> StartAsync(params string[] settings) => ServiceUnderTest.StartAsync(
        services =>
        {
            OwnSweeper.Remove(services);
            services.AddSingleton<TimeProvider>(_clock);
        },
        settings);

    private Task<JsonNode> RunAsync(ServiceUnderTest service) => service.Client.RunAsync(
        $$"""{"url": "{{_server.Http1}}ok", "virtualUsers": 8, "requests": {{Requests}} }""");
}
