using System.Net;

namespace Curlew.Service.Tests.Features.Outcomes;

/// <summary>Runs that do not keep all outcomes never look as if they did; files that are not there any more, or are not what they were.</summary>
public sealed class OutcomesKeptTests(FinishedRun finished) : IClassFixture<FinishedRun>
{
    [Fact]
    public async Task Keep_Failures_StoresThemAndSaysWhatIsNotThere()
    {
        var run = await finished.SendAsync("""{"keep": "failures"}""");
        var outcomes = (string)run["links"]!["outcomes"]!;
        var failed = (long)run["failedRequests"]!;

        var answer = await finished.Service.Client.GetAsync($"{outcomes}?limit=1000");
        using var csv = await finished.Service.Client.SendAsync("GET", $"{outcomes}?format=csv");
        var summary = await finished.Service.Client.GetAsync((string)run["links"]!["summary"]!);

        failed.Should().BePositive();
        answer["items"]!.AsArray().Should().HaveCount((int)failed).And.OnlyContain(outcome => !(bool)outcome!["succeeded"]!);
        answer["kept"]!.ToJsonString().Should().Be($$"""{"keep":"failures","stored":{{failed}},"leftOut":{{300 - failed}}}""");
        csv.Content.Headers.ContentDisposition!.FileName.Should().Contain("failures-only");
        ((long)summary["outcomes"]!["leftOut"]!).Should().Be(300 - failed);
        ((long)summary["total"]!["requests"]!).Should().Be(300);
    }

    [Fact]
    public async Task Keep_None_IsAProblemThatSaysWhy()
    {
        var run = await finished.SendAsync("""{"keep": "none"}""");

        using var answer = await finished.Service.Client.SendAsync("GET", (string)run["links"]!["outcomes"]!);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Gone, "outcomes-not-kept");
        ((string)problem["detail"]!).Should().Contain("outcomes.keep");
        File.Exists(FinishedRun.FileOf(finished.Service, run)).Should().BeFalse();
    }

    [Fact]
    public async Task Limit_Reached_IsToldInTheResultAndWithTheOutcomes()
    {
        var run = await finished.SendAsync("""{"limit": 50}""");
        var outcomes = (string)run["links"]!["outcomes"]!;

        var kept = (await finished.Service.Client.GetAsync(outcomes))["kept"]!;
        var found = await finished.FindAsync("", outcomes: outcomes);

        ((string)kept["reduction"]!).Should().StartWith("The limit of 50 stored outcomes (outcomes.limit) was reached 0 s into the run");
        found.Should().HaveCount((int)kept["stored"]!);
        found.Skip(50).Should().NotBeEmpty().And.OnlyContain(outcome => !(bool)outcome["succeeded"]!);
        ((long)kept["stored"]! + (long)kept["leftOut"]!).Should().Be(300);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task File_Deleted_IsGoneWhileTheSummaryIsThere(string format)
    {
        var run = await finished.SendAsync();
        File.Delete(FinishedRun.FileOf(finished.Service, run));

        using var answer = await finished.Service.Client.SendAsync("GET", $"{run["links"]!["outcomes"]}?format={format}");

        await answer.ShouldBeProblemAsync(HttpStatusCode.Gone, "outcomes-gone");
        await finished.Service.Client.GetAsync((string)run["links"]!["summary"]!);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("cut off")]
    [InlineData("overwritten")]
    public async Task File_Damaged_IsAProblemOfItsOwnInEveryForm(string damage)
    {
        var run = await finished.SendAsync();
        var path = FinishedRun.FileOf(finished.Service, run);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            path,
            damage switch
            {
                "empty" => [],
                "text" => "these are no outcomes, and it is no database either"u8.ToArray(),
                "cut off" => bytes[..(bytes.Length / 2)],
                _ => [.. bytes.Take(200), .. Enumerable.Repeat((byte)0x7b, bytes.Length - 200)],
            },
            TestContext.Current.CancellationToken);

        foreach (var query in new[] { "limit=1000", "format=ndjson", "format=csv", "sort=-serviceTime", "status=404" })
        {
            using var answer = await finished.Service.Client.SendAsync("GET", $"{run["links"]!["outcomes"]}?{query}");

            await answer.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "outcomes-damaged");
        }

        await finished.Service.Client.GetAsync((string)run["links"]!["summary"]!);
    }

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public async Task File_DamagedInItsMidst_BreaksOffTheStreamSoThatTheClientNotices(string format)
    {
        var run = await finished.SendAsync(iterations: 5_000);
        var path = FinishedRun.FileOf(finished.Service, run);
        await using (var file = File.OpenWrite(path))
        {
            file.Position = file.Length / 2;
            await file.WriteAsync(Enumerable.Repeat((byte)0x7b, 50_000).ToArray(), TestContext.Current.CancellationToken);
        }

        var read = async () => await finished.Service.Client.SendAsync("GET", $"{run["links"]!["outcomes"]}?format={format}");

        await read.Should().ThrowAsync<HttpRequestException>();
    }
}
