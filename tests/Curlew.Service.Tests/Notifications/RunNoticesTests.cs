using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Schedules;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Service.FollowUps;
using Curlew.Service.Notifications;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Curlew.Storage.Schedules;
using Curlew.TestServers.Faults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Notifications;

/// <summary>Who is told what of runs.</summary>
public sealed class RunNoticesTests : IAsyncLifetime
{
    private WebhookReceiver _receiver = null!;
    private ServiceUnderTest _service = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _service = await ServiceUnderTest.StartAsync("--Http:PublicUrl=https://curlew.shop.test/");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Runs_ThatPassFailAndPassAgain_AreToldOfOnceEach()
    {
        await using var server = await FaultServer.StartAsync();
        var webhook = await _service.Client.HookAsync(_receiver.Address, true, "finished", "regressed", "failed", "recovered");
        await using var quiet = await WebhookReceiver.StartAsync();
        await _service.Client.HookAsync(quiet.Address, allRuns: false);
        var definition = await _service.Client.SaveAsync($$"""
            {"name": "shop", "steps": [{"url": "{{server.Http1}}ok", "headers": {"Authorization": "Bearer secret-1"} }], "load": {"virtualUsers": 1, "requests": 5},
             "thresholds": [{"metric": "errorRate", "condition": "<", "valuePercent": 1}], "judgeInvalidRuns": true}
            """);
        var good = await RunAsync(definition, $"{server.Http1}ok");
        var bad = await RunAsync(definition, $"{server.Http1}status/500");
        var well = await RunAsync(definition, $"{server.Http1}ok");

        var received = new List<ReceivedMessage>();
        for (var count = 0; count < 5; count++)
            received.Add(await _receiver.NextAsync());

        received.Select(message => (message.Type, (string)message.Json["data"]!["run"]!["id"]!)).Should().BeEquivalentTo(
        [
            ("run.finished", (string)good["id"]!), ("run.finished", (string)bad["id"]!), ("run.failed", (string)bad["id"]!),
            ("run.finished", (string)well["id"]!), ("run.recovered", (string)well["id"]!),
        ]);
        received.ForEach(message => message.ShouldBeSignedWith(WebhooksClient.Secret));
        received.Should().OnlyContain(message => !message.Json.ToJsonString().Contains("secret-1"));
        var failed = received.Single(message => message.Type == "run.failed").Json;
        ((int)failed["version"]!).Should().Be(1);
        var run = failed["data"]!["run"]!;
        ((string)run["name"]!).Should().Be("shop");
        ((string)run["status"]!).Should().Be("completed");
        ((string)run["verdict"]!).Should().Be("failed");
        ((string)run["definitionId"]!).Should().Be((string)definition["id"]!);
        ((string)run["links"]!["report"]!).Should().Be($"https://curlew.shop.test/api/v1/runs/{bad["id"]}/report.html");
        ((DateTime)failed["timestamp"]!).Should().Be((DateTime)run["endedAt"]!);
        var summary = failed["data"]!["summary"]!;
        ((long)summary["requests"]!).Should().Be(5);
        ((double)summary["errorRatePercent"]!).Should().Be(100);
        ((double)summary["p95Ms"]!).Should().BePositive();
        var recovered = received.Single(message => message.Type == "run.recovered").Json["data"]!;
        ((string)recovered["previous"]!["runId"]!).Should().Be((string)bad["id"]!);
        quiet.Received.Should().BeEmpty();
        (await _service.Client.DeliveriesAsync(webhook, "?event=failed&state=delivered")).Should().ContainSingle();
        (await _service.Client.DeliveriesAsync(webhook)).Should().HaveCount(5);
    }

    [Fact]
    public async Task FollowUp_RegressedRunOfASchedule_TellsThoseThatItNamesOnce()
    {
        var named = await _service.Client.HookAsync(new Uri(_receiver.Address, "named"), allRuns: false);
        var schedule = await AddScheduleAsync($"""["{named["id"]}"]""");
        var regressed = await EndAsync(schedule, RegressionResult.Regressed, """{"reason": "p95 of total 80 -> 97 ms"}""");
        await FollowUpAsync(regressed);
        await FollowUpAsync(regressed);
        await FollowUpAsync(await EndAsync(schedule, RegressionResult.Inconclusive));
        await FollowUpAsync(await EndAsync(schedule, RegressionResult.Unchanged));
        await FollowUpAsync(await EndAsync(null, RegressionResult.Regressed));
        await FollowUpAsync(await EndAsync(schedule, RegressionResult.Regressed, comparison: Guid.NewGuid()));

        var (first, second) = (await _receiver.NextAsync(), await _receiver.NextAsync());

        first.Type.Should().Be("run.regressed");
        first.Path.Should().Be("/named");
        first.Json["data"]!["regression"]!.ToJsonString().Should().Contain("regressed").And.Contain("p95 of total");
        ((string)first.Json["data"]!["run"]!["scheduleId"]!).Should().Be(schedule.ToString());
        second.Type.Should().Be("run.recovered");
        ((string)second.Json["data"]!["previous"]!["runId"]!).Should().Be(regressed.Id.ToString());
        (await _service.Client.DeliveriesAsync(named)).Should().HaveCount(2);
    }

    private async Task<JsonNode> RunAsync(JsonNode definition, string url) => await _service.Client.RunAsync(
        $$"""{"definitionId": "{{definition["id"]}}", "overrides": {"steps": [{"url": "{{url}}", "headers": {"Authorization": "Bearer secret-1"} }]} }""");

    private Task FollowUpAsync(RunRecord run) =>
        _service.Services.GetServices<IRunFollowUp>().OfType<RunNotices>().Single().FollowUpAsync(run, Stop);

    /// <summary>A run that has ended like this; the service's own follow-ups leave it alone.</summary>
    private async Task<RunRecord> EndAsync(
        Guid? schedule, RegressionResult regression, string? regressionJson = null, Guid? comparison = null)
    {
        var runs = _service.Services.GetRequiredService<RunStore>();
        var id = RunId.New(TimeProvider.System);
        await runs.AddAsync(
            new RunRecord
            {
                Id = id.Value, Name = "seeded", DefinitionJson = "{}", HttpVersion = HttpVersionChoices.Words[0], Engine = "default",
                CreatedAt = TimeProvider.System.GetUtcNow(), ScheduleId = schedule, ComparisonId = comparison, IsFollowedUp = true,
            },
            Stop);
        var fence = (await runs.TryClaimAsync(id, "test", TimeSpan.FromHours(1), cancellationToken: Stop))!.Value;
        await runs.TryMoveAsync(id, fence, RunStatus.Running, cancellationToken: Stop);
        await runs.TryMoveAsync(id, fence, RunStatus.Finalizing, cancellationToken: Stop);
        var results = new RunResults
        {
            Verdict = Verdict.Passed, Validity = SelfCheckResult.Pass, Regression = regression, RegressionJson = regressionJson,
        };
        (await runs.SaveResultAsync(id, fence, RunStatus.Completed, results, Stop)).Should().BeTrue();
        return (await runs.FindAsync(id, Stop))!;
    }

    private async Task<Guid> AddScheduleAsync(string notify)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var context = await _service.Services.GetRequiredService<IDbContextFactory<CurlewContext>>().CreateDbContextAsync(Stop);
        var schedule = new ScheduleRecord
        {
            Id = Guid.CreateVersion7(now), Name = "nightly", DefinitionId = Guid.NewGuid(), Cron = "0 0 1 1 *", TimeZone = "UTC", Enabled = false,
            Overlap = OverlapChoice.Skip, Misfire = MisfireChoice.Skip, NotifyJson = notify, HandledUntil = now, Version = 1, CreatedBy = "ann",
            CreatedAt = now, UpdatedAt = now,
        };
        context.Schedules.Add(schedule);
        await context.SaveChangesAsync(Stop);
        return schedule.Id;
    }
}
