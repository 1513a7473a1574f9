using System.Net;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Regressions;

namespace Curlew.Service.Tests.Features.Regressions;

/// <summary>What the API answers of regressions and of a definition's history.</summary>
public sealed class RegressionAnswersTests(SharedService shared)
{
    private ServiceClient Service => shared.Client;

    [Fact]
    public async Task Regression_OfARunThatWasHeldAgainstNothing_SaysWhy()
    {
        var failed = await Service.RunAsync("""{"url": "http://127.0.0.1:1/", "requests": 1}""");
        var nights = await SeededHistory.BeginAsync(Service, shared.Services, ""","regression": {"baseline": "none"}""");
        var night = await nights.AddAsync(new SeededRun(80));

        using var ofFailed = await Service.SendAsync("GET", (string)failed["links"]!["regression"]!);
        using var ofNight = await Service.SendAsync("GET", $"/api/v1/runs/{night.Id}/regression");
        using var ofNone = await Service.SendAsync("GET", "/api/v1/runs/x/regression");

        ((string)(await ofFailed.ShouldBeProblemAsync(HttpStatusCode.Conflict, "no-regression"))["detail"]!).Should().Contain("it is failed");
        ((string)(await ofNight.ShouldBeProblemAsync(HttpStatusCode.Conflict, "no-regression"))["detail"]!).Should().Contain("\"none\"");
        await ofNone.ShouldBeProblemAsync(HttpStatusCode.NotFound, "run-not-found");
    }

    [Fact]
    public async Task Trend_NightsWithAChangeAndAnotherEngine_NamesTheNightAndKeepsThePartsApart()
    {
        var nights = await SeededHistory.BeginAsync(Service, shared.Services, ""","regression": {"baseline": "none"}""");
        var other = nights.Definition.Replace("60", "61", StringComparison.Ordinal);
        await nights.AddAsync(new SeededRun(80) { Definition = other });
        for (var night = 0; night < 6; night++)
            await nights.AddAsync(new SeededRun(200 + (night % 2)) { Libcurl = "7.88.1" });
        var firstOnNew = await nights.AddAsync(new SeededRun(80));
        for (var night = 0; night < 7; night++)
            await nights.AddAsync(new SeededRun(80 + (night % 3 * 0.2)));
        var changed = await nights.AddAsync(new SeededRun(88));
        for (var night = 0; night < 7; night++)
            await nights.AddAsync(new SeededRun(88 + (night % 3 * 0.2)));

        var trend = await Service.GetAsync($"/api/v1/definitions/{nights.DefinitionId}/trend?metric=p95");

        trend["points"]!.AsArray().Should().HaveCount(22);
        var broken = trend["breaks"]!.AsArray().Should().ContainSingle().Subject!;
        ((Guid)broken["runId"]!).Should().Be(firstOnNew.Id.Value);
        broken["reasons"]!.AsArray().Select(reason => (string)reason!).Should().Equal("libcurl was 7.88.1 and is 8.14.1.");
        var change = trend["changes"]!.AsArray().Should().ContainSingle().Subject!;
        ((Guid)change["runId"]!).Should().Be(changed.Id.Value);
        ((double)change["before"]!).Should().BeApproximately(96, 1);
        ((double)change["after"]!).Should().BeApproximately(106, 1);
        ((string)change["text"]!).Should().MatchRegex($@"^Changed in the night of \d{{4}}-\d\d-\d\d \(run {changed.Id}\): p95 96\.\d → 10\d ms, \+\d+(\.\d)? %$");
        ((string)trend["leftOut"]!.AsArray().Should().ContainSingle().Subject!["reasons"]![0]!).Should().Contain("load.ratePerSecond");
        (await Service.GetAsync($"/api/v1/definitions/{nights.DefinitionId}/trend?metric=errorRate&limit=3"))["points"]!.AsArray()
            .Select(point => (double)point!["value"]!).Should().Equal(0, 0, 0);
    }

    [Fact]
    public async Task Trend_OfADefinitionWithoutRuns_IsEmpty()
    {
        var saved = await Service.SaveAsync("""{"url": "http://127.0.0.1:1/", "requests": 5}""");

        var trend = await Service.GetAsync($"{saved.Self()}/trend");

        trend["points"]!.AsArray().Should().BeEmpty();
        ((string)trend["metric"]!).Should().Be("p95");
    }

    [Theory]
    [InlineData("metric=p42", "metric")]
    [InlineData("stepName=nothing", "stepName")]
    [InlineData("metric=generatorCpu&stepName=step1", "stepName")]
    [InlineData("limit=201&step=1", "limit", "step")]
    public async Task Trend_FaultyQuery_NamesEach(string query, params string[] fields)
    {
        var nights = await SeededHistory.BeginAsync(Service, shared.Services);
        await nights.AddAsync(new SeededRun(80));

        using var answer = await Service.SendAsync("GET", $"/api/v1/definitions/{nights.DefinitionId}/trend?{query}");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields().Should().BeEquivalentTo(fields);
    }
}
