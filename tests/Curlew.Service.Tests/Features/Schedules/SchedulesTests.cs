using System.Net;
using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Schedules;

namespace Curlew.Service.Tests.Features.Schedules;

/// <summary>Schedules, as a user makes, reads, changes and deletes them.</summary>
public sealed class SchedulesTests(ScheduledService service) : IClassFixture<ScheduledService>
{
    private const string Unknown = "00000000-0000-7000-8000-000000000000";

    private ServiceClient Client => service.Service.Client;

    private string Definition => (string)service.Definition["id"]!;

    [Fact]
    public async Task Create_WithTheLeast_HasDefaultsAndTheNextThreeTimes()
    {
        service.SetTime("2026-10-23T12:00:00Z");
        using var answer = await Client.SendJsonAsync(
            "POST", SchedulesClient.Address, SchedulesClient.Body(Definition, "30 2 * * *", "Europe/Berlin"));

        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.TextAsync());
        var schedule = await answer.JsonAsync();
        answer.Headers.Location!.ToString().Should().Be(schedule.Self());
        answer.Headers.ETag!.Tag.Should().Be("\"v1\"");
        ((bool)schedule["enabled"]!).Should().BeTrue();
        ((string)schedule["overlap"]!).Should().Be("skip");
        ((string)schedule["misfire"]!).Should().Be("runOnce");
        schedule["nextTimes"]!.AsArray().Select(time => (string)time!["local"]!).Should().Equal(
            "2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00");
        schedule["nextTimes"]!.AsArray().Select(time => (string)time!["utc"]!).Should().Equal(
            "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        schedule["lastRun"].Should().BeNull();
        (await Client.GetAsync(schedule.Self())).ToJsonString().Should().Be(schedule.ToJsonString());
    }

    [Fact]
    public async Task Create_WithTwoFieldsOfTheSameRequest_IsRepeatedByItsKey()
    {
        var body = SchedulesClient.Body(Definition, "@daily");
        var content = () => new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var first = await Client.SendAsync("POST", SchedulesClient.Address, content(), AddKey);
        using var second = await Client.SendAsync("POST", SchedulesClient.Address, content(), AddKey);

        (await second.JsonAsync()).Self().Should().Be((await first.JsonAsync()).Self());

        static void AddKey(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "schedule-1");
    }

    [Fact]
    public async Task Create_WithManyFaults_NamesAllOfThem()
    {
        using var answer = await Client.SendJsonAsync("POST", SchedulesClient.Address, $$"""
            {"name": " ", "definitionId": "{{Definition}}", "cron": "0 0 30 2 *", "timeZone": "Europe/Berln",
             "overrides": {"virtualUsers": 0, "colour": "red"}, "notify": ["{{Unknown}}", "x"]}
            """);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields");
        problem.Fields().Should().BeEquivalentTo(
            "name", "cron", "timeZone", "overrides.virtualUsers", "overrides.colour", "notify[0]", "notify[1]");
        problem["errors"]!["cron"]!.ToJsonString().Should().Contain("never due");
        problem["errors"]!["timeZone"]!.ToJsonString().Should().Contain("did you mean Europe/Berlin");
    }

    [Theory]
    [InlineData("""{}""", "name cron definitionId")]
    [InlineData("""{"nam": "x", "overlap": "wait", "misfire": "twice", "retention": {"runs": 0, "days": 1e9}}""", "nam overlap misfire retention.runs retention.days")]
    public async Task Create_WithoutOrWithWrongFields_NamesThem(string body, string fields)
    {
        using var answer = await Client.SendJsonAsync("POST", SchedulesClient.Address, body);

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields")).Fields().Should().BeEquivalentTo(fields.Split(' '));
    }

    [Theory]
    [InlineData("00000000-0000-7000-8000-000000000000", "", "definitionId")]
    [InlineData("x", "", "definitionId")]
    [InlineData("", ", \"revision\": 99", "revision")]
    [InlineData("", ", \"overrides\": {\"load\": {\"virtualUsers\": \"many\"}}", "overrides.load.virtualUsers")]
    [InlineData("", ", \"overrides\": {\"engine\": \"of another machine\"}", "overrides.engine")]
    [InlineData("", ", \"overrides\": [1]", "overrides")]
    [InlineData("", ", \"overrides\": {\"regression\": {\"baseline\": \"pinned\"}}", "regression.baseline")]
    public async Task Create_OfWhatCannotBeRun_NamesTheField(string definition, string more, string field)
    {
        using var answer = await Client.SendJsonAsync(
            "POST", SchedulesClient.Address, SchedulesClient.Body(definition.Length == 0 ? Definition : definition, "@daily", more: more));

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields")).Fields().Should().Equal(field);
    }

    [Fact]
    public async Task Create_ToWhereNothingMayBeSent_IsRefused()
    {
        using var answer = await Client.SendJsonAsync("POST", SchedulesClient.Address, SchedulesClient.Body(
            Definition, "@daily", more: ""","overrides": {"url": "http://forbidden.test/"}"""));

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "target-not-allowed");
        problem["errors"]!.ToJsonString().Should().Contain("forbidden.test");
    }

    [Fact]
    public async Task Replace_WithItsETag_ChangesItAndOnlyOnce()
    {
        var schedule = await Client.ScheduleAsync(Definition, "@daily");
        var body = SchedulesClient.Body(Definition, "@hourly", more: ""","notify": [], "retention": {"days": 30}""");
        using var without = await Client.SendJsonAsync("PUT", schedule.Self(), body);
        using var first = await Client.SendJsonAsync("PUT", schedule.Self(), body, "\"v1\"");
        using var second = await Client.SendJsonAsync("PUT", schedule.Self(), body, "\"v1\"");

        await without.ShouldBeProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
        first.StatusCode.Should().Be(HttpStatusCode.OK, await first.TextAsync());
        first.Headers.ETag!.Tag.Should().Be("\"v2\"");
        ((string)(await first.JsonAsync())["cron"]!).Should().Be("@hourly");
        ((int)(await first.JsonAsync())["retention"]!["days"]!).Should().Be(30);
        await second.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "stale-etag");
    }

    [Fact]
    public async Task Delete_OneWithRuns_LeavesTheRuns()
    {
        var schedule = await Client.ScheduleAsync(Definition, "@daily");
        using var triggered = await Client.SendAsync("POST", $"{schedule.Self()}/trigger");

        using var stale = await Client.SendBareAsync("DELETE", schedule.Self(), "\"v9\"");
        using var deleted = await Client.SendBareAsync("DELETE", schedule.Self());

        await stale.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "stale-etag");
        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        using var gone = await Client.SendAsync("GET", schedule.Self());
        await gone.ShouldBeProblemAsync(HttpStatusCode.NotFound, "schedule-not-found");
        ((string)(await Client.GetAsync(triggered.Headers.Location!.ToString()))["scheduleId"]!).Should().Be((string)schedule["id"]!);
    }

    [Fact]
    public async Task Trigger_ASchedule_QueuesItsRunOnceForEachKey()
    {
        service.SetTime("2026-03-03T10:00:00Z");
        var schedule = await Client.ScheduleAsync(Definition, "@daily", more: ""","enabled": false, "overrides": {"requests": 3}""");
        using var first = await Client.SendAsync("POST", $"{schedule.Self()}/trigger", change: AddKey);
        using var again = await Client.SendAsync("POST", $"{schedule.Self()}/trigger", change: AddKey);
        using var other = await Client.SendAsync("POST", $"{schedule.Self()}/trigger");

        first.StatusCode.Should().Be(HttpStatusCode.Accepted, await first.TextAsync());
        again.Headers.Location.Should().Be(first.Headers.Location);
        other.Headers.Location.Should().NotBe(first.Headers.Location);
        var run = await Client.GetAsync(first.Headers.Location!.ToString());
        ((string)run["createdBy"]!).Should().Be("local");
        ((int)run["definition"]!["load"]!["requests"]!).Should().Be(3);
        var history = await service.HistoryAsync(schedule);
        history.Should().HaveCount(2);
        history.Should().OnlyContain(item => (string)item["triggeredBy"]! == "local" && (string)item["state"]! == "queued");
        ((string)history[1]["run"]!["id"]!).Should().Be((string)run["id"]!);

        static void AddKey(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "trigger-1");
    }

    [Fact]
    public async Task History_OfManyTimes_IsReadInParts()
    {
        service.SetTime("2026-03-04T00:00:00Z");
        var schedule = await Client.ScheduleAsync(Definition, "@hourly");
        service.SetTime("2026-03-04T07:00:00Z");
        await service.LookAsync(schedule);
        await service.EndAsync((await service.RunsAsync(schedule)).Single());

        var items = new List<JsonNode?>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await Client.GetAsync($"{schedule.Self()}/history?limit=3{cursor}");
            items.AddRange(page["items"]!.AsArray());
            cursor = (string?)page["nextCursor"] is { } next ? $"&cursor={next}" : null;
        }

        items.Select(item => ((DateTime)item!["dueAt"]!).Hour).Should().Equal(7, 6, 5, 4, 3, 2, 1);
        ((string)items[0]!["run"]!["status"]!).Should().Be("interrupted");
        items[0]!["run"]!["links"]!["self"].Should().NotBeNull();
    }

    [Fact]
    public async Task List_Filters_LeaveWhatTheyAskFor()
    {
        var definition = await Client.SaveAsync("""{"name": "listed", "url": "http://127.0.0.1:1/", "requests": 1}""");
        var on = await Client.ScheduleAsync((string)definition["id"]!, "@daily");
        service.Pass(TimeSpan.FromSeconds(1));
        var off = await Client.ScheduleAsync((string)definition["id"]!, "@daily", more: ""","enabled": false""");

        (await IdsAsync($"definitionId={definition["id"]}")).Should().Equal((string)off["id"]!, (string)on["id"]!);
        (await IdsAsync($"definitionId={definition["id"]}&enabled=true")).Should().Equal((string)on["id"]!);
        var first = await Client.GetAsync($"{SchedulesClient.Address}?definitionId={definition["id"]}&limit=1");
        (await IdsAsync($"definitionId={definition["id"]}&limit=1&cursor={first["nextCursor"]}")).Should().Equal((string)on["id"]!);
        using var wrong = await Client.SendAsync("GET", $"{SchedulesClient.Address}?definitionId=x&enabled=perhaps&cursor=x&what=1");
        (await wrong.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields()
            .Should().BeEquivalentTo("definitionId", "enabled", "cursor", "what");

        async Task<List<string>> IdsAsync(string query) =>
            [.. (await Client.GetAsync($"{SchedulesClient.Address}?{query}"))["items"]!.AsArray().Select(item => (string)item!["id"]!)];
    }

    [Fact]
    public async Task DeleteDefinition_ThatASchedulesRuns_NamesTheSchedule()
    {
        var definition = await Client.SaveAsync("""{"name": "in use", "url": "http://127.0.0.1:1/", "requests": 1}""");
        var schedule = await Client.ScheduleAsync((string)definition["id"]!, "@daily");

        using var refused = await Client.SendBareAsync("DELETE", definition.Self());
        (await Client.SendBareAsync("DELETE", schedule.Self())).Dispose();
        using var deleted = await Client.SendBareAsync("DELETE", definition.Self());

        ((string)(await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "definition-in-use"))["detail"]!)
            .Should().Contain((string)schedule["id"]!).And.Contain("nightly");
        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }
}
