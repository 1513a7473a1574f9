using System.Globalization;
using System.Text.Json.Nodes;
using Curlew.Domain.Runs;
using Curlew.Service.FollowUps;
using Curlew.Service.Schedules;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Hosting.BadRequests;
using Curlew.Storage.Runs;
using Curlew.Storage.Schedules;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Schedules;

/// <summary>A service whose clock the test sets, which makes runs but carries none out, and in which nobody looks for what is due but the test.</summary>
public sealed class ScheduledService : IAsyncLifetime
{
    private readonly HeldQueue _queue = new();
    private readonly SetClock _clock = new();

    /// <summary>The service.</summary>
    public ServiceUnderTest Service { get; private set; } = null!;

    /// <summary>A saved definition, which nothing is sent by.</summary>
    public JsonNode Definition { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts one on settings of its own.</summary>
    public static async Task<ScheduledService> StartAsync(params string[] settings)
    {
        var service = new ScheduledService();
        service.Service = await ServiceUnderTest.StartAsync(service.Replace, settings);
        service._queue.IsHeld = true;
        return service;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Service = await ServiceUnderTest.StartAsync(Replace);
        _queue.IsHeld = true;
        Definition = await Service.Client.SaveAsync("""{"name": "scheduled", "url": "http://127.0.0.1:1/", "requests": 1}""");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Service.DisposeAsync();

    /// <summary>Sets the clock, as in <c>2026-03-29T01:00:00Z</c>.</summary>
    public void SetTime(string moment) => _clock.Now = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

    /// <summary>Sets it that much later.</summary>
    public void Pass(TimeSpan time) => _clock.Now += time;

    /// <summary>Looks for what is due.</summary>
    public Task LookAsync(JsonNode schedule) => Due.LookAtAsync((Guid)schedule["id"]!, Stop);

    /// <summary>Looks for what is due of all schedules.</summary>
    public Task LookAtAllAsync() => Due.LookAtAllAsync(Stop);

    /// <summary>Makes a schedule of the definition.</summary>
    public Task<JsonNode> ScheduleAsync(string cron, string zone = "UTC", string more = "") =>
        Service.Client.ScheduleAsync((string)Definition["id"]!, cron, zone, more);

    /// <summary>The schedule's history, newest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> HistoryAsync(JsonNode schedule) =>
        [.. (await Service.Client.GetAsync($"{schedule.Self()}/history?limit=200"))["items"]!.AsArray().Select(item => item!)];

    /// <summary>The ids of the schedule's runs, newest first.</summary>
    public async Task<IReadOnlyList<RunId>> RunsAsync(JsonNode schedule) =>
        [.. (await Service.Client.GetAsync($"/api/v1/runs?scheduleId={schedule["id"]}&limit=200"))["items"]!.AsArray()
            .Select(run => new RunId((Guid)run!["id"]!))];

    /// <summary>Ends a run, with what that gives rise to.</summary>
    public async Task EndAsync(RunId run)
    {
        var fence = await Service.Services.StartRunAsync(run);
        await Service.Services.EndRunAsync(run, fence, requests: 1, summary: null);
        var ended = await Service.Services.GetRequiredService<RunStore>().FindAsync(run, Stop);
        foreach (var followUp in Service.Services.GetServices<IRunFollowUp>().OfType<WaitingRuns>())
            await followUp.FollowUpAsync(ended!, Stop);
    }

    internal ScheduleStore Store => Service.Services.GetRequiredService<ScheduleStore>();

    private DueRuns Due => Service.Services.GetRequiredService<DueRuns>();

    private void Replace(IServiceCollection services)
    {
        _queue.Replace(services);
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<IScheduleClock, NoClock>();
    }

    private sealed class NoClock : IScheduleClock
    {
        public void Set(Guid schedule, string cron, string timeZone)
        {
        }

        public void Remove(Guid schedule)
        {
        }

        public void Reconcile(IReadOnlyList<ScheduleTimes> all)
        {
        }
    }
}
