using System.Net;
using System.Text.Json.Nodes;

namespace Curlew.Service.Tests.Features.Outcomes;

/// <summary>Filters, sorts and cursors over a real run, each held against the whole of its outcomes.</summary>
public sealed class OutcomeQueriesTests(FinishedRun finished) : IClassFixture<FinishedRun>
{
    public static TheoryData<string, Func<JsonNode, bool>> Filters() => new()
    {
        { "step=second", outcome => (string)outcome["step"]! == "second" },
        { "step=%3Dfirst%2C%20%22quoted%22", outcome => ((string)outcome["step"]!)[0] == '=' },
        { "status=404", outcome => (int)outcome["status"]! == 404 },
        { "status=2xx", outcome => (int)outcome["status"]! == 200 },
        { "status=0", _ => false },
        { "curlCode=0", _ => true },
        { "curlCode=CURLE_HTTP2_STREAM", _ => false },
        { "failed=true", outcome => !(bool)outcome["succeeded"]! },
        { "failed=false&step=second", outcome => (bool)outcome["succeeded"]! && (string)outcome["step"]! == "second" },
        { "failure=status", outcome => (string)outcome["failure"]! == "status" },
        { "iteration=7", outcome => (long)outcome["iteration"]! == 7 },
        { "httpVersion=1.1", _ => true },
        { "httpVersion=2", _ => false },
        { "connectionId=1", outcome => (long)outcome["connectionId"]! == 1 },
        { "connectionId=-1", _ => false },
        { "minServiceTimeMs=0.3", outcome => (double)outcome["serviceTimeMs"]! >= 0.3 },
        { "maxServiceTimeMs=0.3", outcome => (double)outcome["serviceTimeMs"]! <= 0.3 },
        { "minResponseTimeMs=0.2&maxResponseTimeMs=0.4", outcome => (double)outcome["responseTimeMs"]! is >= 0.2 and <= 0.4 },
        { "fromMs=5&toMs=20", outcome => (double)outcome["endedMs"]! is >= 5 and < 20 },
    };

    [Theory]
    [MemberData(nameof(Filters), DisableDiscoveryEnumeration = true)]
    public async Task Outcomes_Filter_AnswersWhatIsLikeThat(string query, Func<JsonNode, bool> isLikeThat)
    {
        var all = await finished.FindAsync("");

        var found = await finished.FindAsync(query, limit: 40);

        all.Should().HaveCount(300);
        found.Select(Row).Should().Equal(all.Where(isLikeThat).Select(Row));
    }

    [Fact]
    public async Task Outcomes_RangeAtTheEndOfOne_IncludesItExceptForTo()
    {
        var all = await finished.FindAsync("");
        var (time, end) = ((double)all[100]["serviceTimeMs"]!, (double)all[100]["endedMs"]!);

        (await finished.FindAsync($"minServiceTimeMs={time}&maxServiceTimeMs={time}")).Select(Row).Should().Contain(101);
        (await finished.FindAsync($"fromMs={end}")).Select(Row).Should().Contain(101);
        (await finished.FindAsync($"toMs={end}")).Select(Row).Should().NotContain(101);
    }

    [Theory]
    [InlineData("time")]
    [InlineData("-time")]
    [InlineData("serviceTime")]
    [InlineData("-serviceTime")]
    public async Task Outcomes_Sort_IsThatOfAllPagesTogether(string sort)
    {
        var all = await finished.FindAsync("");
        var byTime = all.OrderBy(outcome => (double)outcome["serviceTimeMs"]!).ThenBy(Row).Select(Row);

        var sorted = await finished.FindAsync($"sort={sort}", limit: 7);

        sorted.Select(Row).Should().Equal(sort switch
        {
            "time" => all.Select(Row),
            "-time" => all.Select(Row).Reverse(),
            "serviceTime" => byTime,
            _ => byTime.Reverse(),
        });
    }

    [Theory]
    [InlineData("limit=5&sort=-time", "sort=time&limit=5")]
    [InlineData("limit=5&status=2xx", "status=200&limit=5")]
    [InlineData("limit=5", "failed=false")]
    public async Task Outcomes_CursorWithAnotherQuery_IsRefused(string first, string second)
    {
        var cursor = (await finished.Service.Client.GetAsync($"{finished.Outcomes}?{first}"))["nextCursor"]!;

        using var answer = await finished.Service.Client.SendAsync("GET", $"{finished.Outcomes}?{second}&cursor={cursor}");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query");
        ((string)problem["errors"]!["cursor"]![0]!).Should().Contain("other filters or another sort");
    }

    [Fact]
    public async Task Outcomes_CursorOfAnotherRun_IsRefused()
    {
        var other = await finished.SendAsync();
        var cursor = (await finished.Service.Client.GetAsync($"{other["links"]!["outcomes"]}?limit=5"))["nextCursor"]!;

        using var answer = await finished.Service.Client.SendAsync("GET", $"{finished.Outcomes}?limit=5&cursor={cursor}");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query");
        ((string)problem["errors"]!["cursor"]![0]!).Should().Contain("another run").And.Contain((string)other["id"]!);
    }

    [Theory]
    [InlineData("minServiceTimeMs=2&maxServiceTimeMs=1", "maxServiceTimeMs")]
    [InlineData("minResponseTimeMs=2&maxResponseTimeMs=1", "maxResponseTimeMs")]
    [InlineData("fromMs=2&toMs=2", "toMs")]
    [InlineData("fromMs=-1", "fromMs")]
    [InlineData("iteration=-1", "iteration")]
    [InlineData("connectionId=-2", "connectionId")]
    [InlineData("httpVersion=1.2", "httpVersion")]
    [InlineData("sort=latency", "sort")]
    [InlineData("format=xml", "format")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=10001", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("fields=", "fields")]
    [InlineData("fields=row,latency", "fields")]
    public async Task Outcomes_ParameterNotAllowed_NamesItAndWhatIs(string query, string parameter)
    {
        using var answer = await finished.Service.Client.SendAsync("GET", $"{finished.Outcomes}?{query}");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query");
        problem.Fields().Should().Equal(parameter);
        ((string)problem["errors"]![parameter]![0]!).Should().StartWith("Must");
    }

    [Fact]
    public async Task Outcomes_UnknownField_ListsThoseThatThereAre()
    {
        using var answer = await finished.Service.Client.SendAsync("GET", $"{finished.Outcomes}?fields=nope");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query");
        ((string)problem["errors"]!["fields"]![0]!).Should().Contain("serviceTimeMs").And.Contain("connectionId");
    }

    private static long Row(JsonNode outcome) => (long)outcome["row"]!;
}
