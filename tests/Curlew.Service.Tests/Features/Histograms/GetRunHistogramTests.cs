using System.Net;
using System.Text.Json.Nodes;
using Curlew.Domain.Histograms;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Histograms;

/// <summary>The distributions of real runs, alone and together.</summary>
public sealed class GetRunHistogramTests(SharedService shared) : IAsyncLifetime
{
    private const string Unknown = "01234567-89ab-7def-8123-456789abcdef";

    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Histogram_OfRun_IsThatOfItsSummary()
    {
        var run = await RunAsync(300, "page");
        var summary = (await shared.Client.GetAsync((string)run["links"]!["summary"]!))["total"]!["serviceTimeMs"]!;

        var histogram = await shared.Client.GetAsync($"{Address(run)}?metric=serviceTime");

        ((string)histogram["metric"]!).Should().Be("serviceTime");
        ((long)histogram["count"]!).Should().Be(300);
        ((double)histogram["maxMs"]!).Should().BeApproximately((double)summary["max"]!, (double)summary["max"]! / 1000);
        ((double)histogram["minMs"]!).Should().BeApproximately((double)summary["min"]!, (double)summary["min"]! / 1000);
        ((double)histogram["meanMs"]!).Should().Be((double)summary["mean"]!);
        ((double)histogram["stdDevMs"]!).Should().BePositive();
        var levels = histogram["percentiles"]!.AsArray();
        levels.Select(level => (double)level!["percentile"]!).Should().BeInAscendingOrder().And.StartWith(0.0).And.EndWith(100.0);
        ((long)levels[^1]!["count"]!).Should().Be(300);
        var median = levels.Single(level => (double)level!["percentile"]! == 50)!;
        ((double)median["valueMs"]!).Should().BeApproximately((double)summary["p50"]!, (double)summary["p50"]! / 500);

        var encoded = LatencyDistribution.Decode(Convert.FromBase64String((string)histogram["encoded"]!));
        (encoded.Count, encoded.MaxMs).Should().Be((300, (double)histogram["maxMs"]!));
    }

    [Fact]
    public async Task Histogram_WithOtherRuns_IsTheirSumByStepName()
    {
        var first = await RunAsync(40, "a", "b");
        var second = await RunAsync(30, "b", "a");
        var third = await RunAsync(20, "b");

        var merged = await shared.Client.GetAsync($"{Address(first)}?stepName=b&with={second["id"]},{third["id"]}");

        merged["runs"]!.AsArray().Select(id => (string)id!).Should().Equal(new[] { first, second, third }.Select(run => (string)run["id"]!));
        ((string)merged["stepName"]!).Should().Be("b");
        var sum = LatencyDistribution.Decode(await EncodedAsync(first, "b"));
        sum.Add(LatencyDistribution.Decode(await EncodedAsync(second, "b")));
        sum.Add(LatencyDistribution.Decode(await EncodedAsync(third, "b")));
        ((long)merged["count"]!).Should().Be(90).And.Be(sum.Count);
        Convert.FromBase64String((string)merged["encoded"]!).Should().Equal(sum.Encode());

        var all = await shared.Client.GetAsync($"{Address(first)}?with={second["id"]}");
        ((long)all["count"]!).Should().Be(140);
    }

    [Fact]
    public async Task Histogram_AsHgrm_IsThePercentileDistributionInMilliseconds()
    {
        var run = await RunAsync(50, "page");
        var max = (double)(await shared.Client.GetAsync(Address(run)))["maxMs"]!;

        using var answer = await shared.Client.SendAsync("GET", $"{Address(run)}?format=hgrm&ticksPerHalfDistance=1");

        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/plain");
        var lines = (await answer.TextAsync()).Split('\n');
        lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Should().Equal("Value", "Percentile", "TotalCount", "1/(1-Percentile)");
        lines.Should().Contain(line => line.Contains("Total count    =           50]", StringComparison.Ordinal));
        lines.Should().Contain(FormattableString.Invariant($"{max,12:F3} 1.000000000000         50"));
    }

    [Fact]
    public async Task Histogram_MoreTicks_HasMoreLevels()
    {
        var run = await RunAsync(100, "page");

        var few = await shared.Client.GetAsync($"{Address(run)}?ticksPerHalfDistance=1");
        var many = await shared.Client.GetAsync($"{Address(run)}?ticksPerHalfDistance=100");

        many["percentiles"]!.AsArray().Count.Should().BeGreaterThan(5 * few["percentiles"]!.AsArray().Count);
    }

    [Fact]
    public async Task Histogram_BeforeTheEnd_IsConflict()
    {
        var run = await shared.Services.AddRunAsync(0, "page");

        using var answer = await shared.Client.SendAsync("GET", $"/api/v1/runs/{run}/histogram");

        ((string)(await answer.ShouldBeProblemAsync(HttpStatusCode.Conflict, "no-histogram-yet"))["detail"]!).Should().Contain("queued");
    }

    [Fact]
    public async Task Histogram_RunWithoutLoad_IsConflictWithItsReason()
    {
        var run = await shared.Client.RunAsync("""{"url": "http://127.0.0.1:1/", "requests": 10}""");

        using var answer = await shared.Client.SendAsync("GET", Address(run));

        ((string)(await answer.ShouldBeProblemAsync(HttpStatusCode.Conflict, "no-histogram"))["detail"]!).Should().Contain("CURLE_COULDNT_CONNECT");
    }

    [Fact]
    public async Task Histogram_WithARunThatHasNone_NamesIt()
    {
        var run = await RunAsync(5, "page");
        var waiting = await shared.Services.AddRunAsync(0, "page");
        var other = await RunAsync(5, "home");

        using var notThere = await shared.Client.SendAsync("GET", $"{Address(run)}?with={Unknown}");
        using var notYet = await shared.Client.SendAsync("GET", $"{Address(run)}?with={waiting}");
        using var notTheStep = await shared.Client.SendAsync("GET", $"{Address(run)}?stepName=page&with={other["id"]}");

        ((string)(await notThere.ShouldBeProblemAsync(HttpStatusCode.NotFound, "run-not-found"))["detail"]!).Should().Contain(Unknown);
        ((string)(await notYet.ShouldBeProblemAsync(HttpStatusCode.Conflict, "no-histogram-yet"))["detail"]!).Should().Contain($"{waiting}");
        ((string)(await notTheStep.ShouldBeProblemAsync(HttpStatusCode.Conflict, "no-histogram"))["detail"]!)
            .Should().Contain((string)other["id"]!).And.Contain("\"page\"");
    }

    [Theory]
    [InlineData("metric=lag", "metric")]
    [InlineData("stepName=other", "stepName")]
    [InlineData("format=csv", "format")]
    [InlineData("ticksPerHalfDistance=0", "ticksPerHalfDistance")]
    [InlineData("ticksPerHalfDistance=101", "ticksPerHalfDistance")]
    [InlineData("with=", "with")]
    [InlineData("with=17", "with")]
    [InlineData("with=" + Unknown + "," + Unknown, "with")]
    [InlineData("step=page", "step")]
    public async Task Histogram_ParameterNotAllowed_NamesIt(string query, string parameter)
    {
        var run = await shared.Services.AddRunAsync(0, "page");

        using var answer = await shared.Client.SendAsync("GET", $"/api/v1/runs/{run}/histogram?{query}");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields().Should().Equal(parameter);
    }

    [Fact]
    public async Task Histogram_WithItselfOrTooMany_IsRefused()
    {
        var run = await shared.Services.AddRunAsync(0, "page");
        var many = string.Join(',', Enumerable.Range(0, 21).Select(number => $"01234567-89ab-7def-8123-{number:d12}"));

        foreach (var with in new[] { $"{run}", many })
        {
            using var answer = await shared.Client.SendAsync("GET", $"/api/v1/runs/{run}/histogram?with={with}");

            (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields().Should().Equal("with");
        }
    }

    private static string Address(JsonNode run) => (string)run["links"]!["histogram"]!;

    private async Task<byte[]> EncodedAsync(JsonNode run, string step) =>
        Convert.FromBase64String((string)(await shared.Client.GetAsync($"{Address(run)}?stepName={step}"))["encoded"]!);

    private async Task<JsonNode> RunAsync(int iterations, params string[] steps)
    {
        var run = await shared.Client.RunAsync(new JsonObject
        {
            ["steps"] = new JsonArray([.. steps.Select(step => new JsonObject { ["name"] = step, ["url"] = $"{_server.Http1}status/200" })]),
            ["load"] = new JsonObject { ["virtualUsers"] = 2, ["iterations"] = iterations },
        }.ToJsonString());
        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        return run;
    }
}
