using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Curlew.Domain.Schedules;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Storage.Database;
using Curlew.Storage.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Schedules;

/// <summary>What becomes of due times, whenever somebody looks and whatever happened meanwhile.</summary>
public sealed class DueRunsTests(ScheduledService service) : IClassFixture<ScheduledService>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Nights in which the clock is changed, and the moments, in UTC, at which the run of 02:30 is due around them.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T00:00:00Z", "2026-03-28T01:30 2026-03-29T01:00 2026-03-30T00:30")]
    [InlineData("Europe/Berlin", "2026-10-24T00:00:00Z", "2026-10-24T00:30 2026-10-25T00:30 2026-10-26T01:30")]
    [InlineData("America/New_York", "2026-03-07T06:00:00Z", "2026-03-07T07:30 2026-03-08T07:00 2026-03-09T06:30")]
    [InlineData("America/New_York", "2026-10-31T05:00:00Z", "2026-10-31T06:30 2026-11-01T07:30 2026-11-02T07:30")]
    public async Task Look_EachHourAcrossAChangeOfTheClock_MakesOneRunEachNight(string zone, string from, string expected)
    {
        service.SetTime(from);
        var schedule = await service.ScheduleAsync("30 2 * * *", zone, ""","overlap": "queue" """);

        var ended = 0;
        for (var hour = 0; hour < 60; hour++)
        {
            service.Pass(TimeSpan.FromHours(1));
            await service.LookAsync(schedule);
            var runs = await service.RunsAsync(schedule);
            if (runs.Count > ended)
                await service.EndAsync(runs[0]);
            ended = runs.Count;
        }

        var history = await service.HistoryAsync(schedule);
        history.AsEnumerable().Reverse().Select(item => ((DateTime)item["dueAt"]!).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture))
            .Should().Equal(expected.Split(' '));
        history.Should().OnlyContain(item => (string)item["state"]! == "queued");
        (await service.RunsAsync(schedule)).Should().HaveCount(3);
    }

    [Fact]
    public async Task Look_OnALeapDay_IsDueThen()
    {
        service.SetTime("2027-06-01T00:00:00Z");
        var schedule = await service.ScheduleAsync("0 0 29 2 *");
        foreach (var day in (string[])["2028-02-28T23:59:59Z", "2028-02-29T00:00:00Z", "2028-02-29T00:00:20Z", "2028-03-01T00:00:00Z"])
        {
            service.SetTime(day);
            await service.LookAsync(schedule);
        }

        var only = (await service.HistoryAsync(schedule)).Should().ContainSingle().Subject;
        ((DateTime)only["dueAt"]!).Should().Be(new DateTime(2028, 2, 29, 0, 0, 0, DateTimeKind.Utc));
        ((string)only["state"]!).Should().Be("queued");
    }

    [Theory]
    [InlineData("runOnce", 1)]
    [InlineData("skip", 0)]
    public async Task Look_AfterALongDowntime_MakesOneRunOrNoneAndShowsWhatWasMissed(string misfire, int runs)
    {
        service.SetTime("2026-02-01T00:00:00Z");
        var schedule = await service.ScheduleAsync("*/10 * * * *", more: $$""","misfire": "{{misfire}}" """);

        service.SetTime("2026-06-01T00:05:00Z");
        await service.LookAsync(schedule);
        await service.LookAsync(schedule);

        var history = await service.HistoryAsync(schedule);
        history.Should().HaveCount(100 + runs);
        history.Count(item => (string)item["state"]! == "missed").Should().Be(100);
        ((string)history[^1]["reason"]!).Should().Contain($"{17_280 - 100 - runs} earlier ones");
        (await service.RunsAsync(schedule)).Should().HaveCount(runs);

        // It goes on as if nothing had been.
        service.SetTime("2026-06-01T00:10:01Z");
        foreach (var run in await service.RunsAsync(schedule))
            await service.EndAsync(run);
        await service.LookAsync(schedule);
        ((string)(await service.HistoryAsync(schedule))[0]["state"]!).Should().Be("queued");
    }

    /// <summary>The process was killed when the due time had been noted and its run had not been made.</summary>
    [Fact]
    public async Task Look_AfterAKillBeforeTheRunWasMade_MakesItOnceUnderItsId()
    {
        service.SetTime("2026-07-01T00:00:00Z");
        var schedule = await service.ScheduleAsync("0 3 * * *");
        service.SetTime("2026-07-01T03:00:01Z");
        var left = FiringOf(schedule, "2026-07-01T03:00:00Z", FiringState.Due);
        (await service.Store.TryHandleAsync((await service.Store.FindTimesAsync(left.ScheduleId, Stop))!, left.DueAt, [left], Stop))
            .Should().BeTrue();

        service.Pass(TimeSpan.FromHours(2));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => service.LookAsync(schedule))));

        (await service.RunsAsync(schedule)).Should().ContainSingle().Which.Value.Should().Be(left.RunId);
        var item = (await service.HistoryAsync(schedule)).Should().ContainSingle().Subject;
        ((string)item["state"]!).Should().Be("queued");
        ((Guid)item["run"]!["id"]!).Should().Be(left.RunId);
    }

    [Fact]
    public async Task Look_AfterAKillBeforeTheRunWasMade_LeavesALateOneOutWhereThatIsAskedFor()
    {
        service.SetTime("2026-07-02T00:00:00Z");
        var schedule = await service.ScheduleAsync("0 3 * * *", more: ""","misfire": "skip" """);
        service.SetTime("2026-07-02T03:00:01Z");
        var left = FiringOf(schedule, "2026-07-02T03:00:00Z", FiringState.Due);
        await service.Store.TryHandleAsync((await service.Store.FindTimesAsync(left.ScheduleId, Stop))!, left.DueAt, [left], Stop);

        service.Pass(TimeSpan.FromHours(2));
        await service.LookAsync(schedule);

        (await service.RunsAsync(schedule)).Should().BeEmpty();
        ((string)(await service.HistoryAsync(schedule)).Single()["state"]!).Should().Be("missed");
    }

    [Fact]
    public async Task Look_WhileTheLastRunIsUnderWay_LeavesTheNextOut()
    {
        service.SetTime("2026-08-01T00:00:00Z");
        var schedule = await service.ScheduleAsync("0 * * * *");
        await PassHourAsync(schedule);
        await PassHourAsync(schedule);
        var first = (await service.RunsAsync(schedule)).Should().ContainSingle().Subject;

        var left = (await service.HistoryAsync(schedule))[0];
        ((string)left["state"]!).Should().Be("overlapped");
        ((string)left["reason"]!).Should().Contain(first.ToString());

        await service.EndAsync(first);
        (await service.RunsAsync(schedule)).Should().HaveCount(1, "what was left out is not made up for");
        await PassHourAsync(schedule);
        (await service.RunsAsync(schedule)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Look_WhileTheLastRunIsUnderWay_HasOneWaitWhereThatIsAskedFor()
    {
        service.SetTime("2026-08-02T00:00:00Z");
        var schedule = await service.ScheduleAsync("0 * * * *", more: ""","overlap": "queue" """);
        await PassHourAsync(schedule);
        await PassHourAsync(schedule);
        await PassHourAsync(schedule);
        var first = (await service.RunsAsync(schedule)).Should().ContainSingle().Subject;
        (await StatesAsync(schedule)).Should().Equal("overlapped", "waiting", "queued");

        await service.EndAsync(first);

        (await StatesAsync(schedule)).Should().Equal("overlapped", "queued", "queued");
        (await service.RunsAsync(schedule)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Disable_WhileOneWaits_LetsItGo()
    {
        service.SetTime("2026-08-03T00:00:00Z");
        var schedule = await service.ScheduleAsync("0 * * * *", more: ""","overlap": "queue" """);
        await PassHourAsync(schedule);
        await PassHourAsync(schedule);
        await ChangeAsync(schedule, "0 * * * *", ""","enabled": false""");

        await service.EndAsync((await service.RunsAsync(schedule)).Single());
        await PassHourAsync(schedule);

        (await StatesAsync(schedule)).Should().Equal("overlapped", "queued");
        (await service.RunsAsync(schedule)).Should().ContainSingle();
    }

    [Fact]
    public async Task StopAll_WhileOneWaits_LetsItGo()
    {
        service.SetTime("2026-08-06T00:00:00Z");
        var schedule = await service.ScheduleAsync("0 * * * *", more: ""","overlap": "queue" """);
        await PassHourAsync(schedule);
        await PassHourAsync(schedule);

        (await service.Service.Client.SendAsync("POST", "/api/v1/stop-all")).Dispose();
        await service.LookAsync(schedule);

        (await StatesAsync(schedule)).Should().Equal("overlapped", "queued");
        (await service.RunsAsync(schedule)).Should().ContainSingle();
    }

    [Fact]
    public async Task Change_OfTheTimes_LeavesOnlyTheNewOnes()
    {
        service.SetTime("2026-08-04T00:30:00Z");
        var schedule = await service.ScheduleAsync("0 * * * *");
        service.SetTime("2026-08-04T01:00:10Z");
        await ChangeAsync(schedule, "15 * * * *");
        await service.LookAsync(schedule);
        (await service.HistoryAsync(schedule)).Should().BeEmpty("01:00 is none of its times any more");

        service.SetTime("2026-08-04T01:15:10Z");
        await ChangeAsync(schedule, "15 * * * *", ""","retention": {"runs": 5}""");
        await service.LookAsync(schedule);

        ((DateTime)(await service.HistoryAsync(schedule)).Single()["dueAt"]!).Minute.Should().Be(15, "a change of something else leaves its times alone");
    }

    [Fact]
    public async Task Enable_AfterAWhile_MakesNothingUp()
    {
        service.SetTime("2026-08-05T00:00:00Z");
        var schedule = await service.ScheduleAsync("0 * * * *", more: ""","enabled": false""");
        schedule["nextTimes"]!.AsArray().Should().BeEmpty();
        service.SetTime("2026-08-05T10:00:00Z");
        await service.LookAsync(schedule);
        await ChangeAsync(schedule, "0 * * * *");
        await service.LookAsync(schedule);
        (await service.HistoryAsync(schedule)).Should().BeEmpty();

        await PassHourAsync(schedule);

        (await StatesAsync(schedule)).Should().Equal("queued");
    }

    [Fact]
    public async Task Look_WhereNoRunCanBeMade_SaysWhyAndTriesTheNextTimeAgain()
    {
        service.SetTime("2026-09-01T00:00:00Z");
        var definition = await service.Service.Client.SaveAsync("""{"name": "gone", "url": "http://127.0.0.1:1/", "requests": 1}""");
        var schedule = await service.Service.Client.ScheduleAsync((string)definition["id"]!, "0 * * * *");
        await service.Service.Client.ReplaceAsync(definition, """{"name": "gone", "url": "http://forbidden.test/", "requests": 1}""");
        await PassHourAsync(schedule);

        var refused = (await service.HistoryAsync(schedule)).Single();
        ((string)refused["state"]!).Should().Be("refused");
        ((string)refused["reason"]!).Should().Contain("forbidden.test").And.Contain("POST /api/v1/targets");
        refused["run"].Should().BeNull();

        await service.Service.Client.ReplaceAsync(definition, """{"name": "gone", "url": "http://127.0.0.1:1/", "requests": 1}""");
        await PassHourAsync(schedule);
        (await StatesAsync(schedule)).Should().Equal("queued", "refused");

        // Behind the API's back, which does not delete it while schedules use it.
        await using var context = await service.Service.Services.GetRequiredService<IDbContextFactory<CurlewContext>>().CreateDbContextAsync(Stop);
        var id = (Guid)definition["id"]!;
        await service.EndAsync((await service.RunsAsync(schedule)).Single());
        await context.Definitions.Where(row => row.Id == id).ExecuteDeleteAsync(Stop);
        await PassHourAsync(schedule);
        ((string)(await service.HistoryAsync(schedule))[0]["reason"]!).Should().Contain("No definition has the id");
    }

    [Fact]
    public async Task Look_RunMadeByASchedule_SaysSo()
    {
        service.SetTime("2026-09-02T00:00:00Z");
        var schedule = await service.ScheduleAsync("0 * * * *", more: ""","overrides": {"requests": 7}""");
        await PassHourAsync(schedule);

        var run = await service.Service.Client.GetAsync($"/api/v1/runs/{(await service.RunsAsync(schedule)).Single()}");

        ((string)run["scheduleId"]!).Should().Be((string)schedule["id"]!);
        ((DateTime)run["dueAt"]!).Should().Be(new DateTime(2026, 9, 2, 1, 0, 0, DateTimeKind.Utc));
        ((string)run["createdBy"]!).Should().Be("schedule nightly");
        ((int)run["definition"]!["load"]!["requests"]!).Should().Be(7);
        ((string)run["definitionId"]!).Should().Be((string)service.Definition["id"]!);
        var last = (await service.Service.Client.GetAsync(schedule.Self()))["lastRun"]!;
        ((string)last["id"]!).Should().Be((string)run["id"]!);
    }

    [Fact]
    public async Task LookAtAll_OneThatCannotBeRead_LeavesTheOthers()
    {
        service.SetTime("2026-09-03T00:00:00Z");
        var broken = await service.ScheduleAsync("0 * * * *");
        var sound = await service.ScheduleAsync("0 * * * *");
        await using var context = await service.Service.Services.GetRequiredService<IDbContextFactory<CurlewContext>>().CreateDbContextAsync(Stop);
        var id = (Guid)broken["id"]!;
        await context.Schedules.Where(schedule => schedule.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.TimeZone, "Atlantis/Poseidonis"), Stop);

        service.SetTime("2026-09-03T01:00:00Z");
        await service.LookAtAllAsync();

        (await StatesAsync(sound)).Should().Equal("queued");
        (await StatesAsync(broken)).Should().BeEmpty();
        (await service.Service.Client.GetAsync(broken.Self()))["nextTimes"]!.AsArray().Should().BeEmpty();
    }

    private async Task PassHourAsync(JsonNode schedule)
    {
        service.Pass(TimeSpan.FromHours(1));
        await service.LookAsync(schedule);
    }

    private async Task<List<string>> StatesAsync(JsonNode schedule) =>
        [.. (await service.HistoryAsync(schedule)).Select(item => (string)item["state"]!)];

    private async Task ChangeAsync(JsonNode schedule, string cron, string more = "")
    {
        var body = SchedulesClient.Body((string)schedule["definitionId"]!, cron, more: more);
        using var answer = await service.Service.Client.SendJsonAsync("PUT", schedule.Self(), body, "*");
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.TextAsync());
    }

    private static ScheduleFiringRecord FiringOf(JsonNode schedule, string dueAt, FiringState state) => new()
    {
        Id = Guid.NewGuid(),
        ScheduleId = (Guid)schedule["id"]!,
        DueAt = DateTimeOffset.Parse(dueAt, CultureInfo.InvariantCulture),
        State = state,
        RunId = Guid.NewGuid(),
    };
}
