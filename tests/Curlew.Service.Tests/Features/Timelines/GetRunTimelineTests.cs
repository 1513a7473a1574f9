using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Curlew.Domain.Runs;
using Curlew.Domain.Timelines;
using Curlew.Storage.Timelines;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Features.Timelines;

/// <summary>What a run's timeline is answered with, from seconds that are known.</summary>
public sealed class GetRunTimelineTests(SharedService shared)
{
    [Fact]
    public async Task Timeline_OfJourney_HasEachSecondAndStep()
    {
        var run = await JourneyAsync(0, 1, 2);

        var timeline = await shared.Client.GetAsync(Address(run));

        ((string)timeline["startedAt"]!).Should().Be("2026-01-31T12:00:00Z");
        ((int)timeline["stepSeconds"]!).Should().Be(1);
        var points = timeline["points"]!.AsArray();
        points.Select(point => ((double)point!["fromSeconds"]!, (bool)point["warmUp"]!)).Should().Equal((0, true), (1, false), (2, false));
        var point = points[1]!;
        ((int)point["virtualUsers"]!).Should().Be(7);
        ((double)point["generatorCpuPercent"]!).Should().Be(25);
        ((string)point["total"]!["name"]!).Should().Be("total");
        ((long)point["total"]!["requests"]!).Should().Be(20);
        ((double)point["total"]!["errorPercent"]!).Should().Be(10);
        point["steps"]!.AsArray().Select(step => ((string)step!["name"]!, (double)step["serviceTimeMs"]!["max"]!))
            .Should().Equal(("log, in", 10), ("cart", 20));
    }

    [Fact]
    public async Task Timeline_Resampled_AddsSecondsUpAndInventsNone()
    {
        var run = await JourneyAsync(0, 1, 2, 3, 21);

        var points = (await shared.Client.GetAsync($"{Address(run)}?step=10"))["points"]!.AsArray();

        points.Select(point => ((double)point!["fromSeconds"]!, (long)point["total"]!["requests"]!, (double)point["total"]!["ratePerSecond"]!))
            .Should().Equal((0, 80, 20), (21, 20, 20));
    }

    [Fact]
    public async Task Timeline_FromTo_IsThatPart()
    {
        var run = await JourneyAsync(0, 1, 2, 3, 4);

        (await FromsAsync(run, "from=1&to=3")).Should().Equal(1, 2);
        (await FromsAsync(run, "from=3")).Should().Equal(3, 4);
        (await FromsAsync(run, "to=1")).Should().Equal(0);
        (await FromsAsync(run, "from=2&to=2")).Should().BeEmpty();
        (await FromsAsync(run, "from=1000")).Should().BeEmpty();
    }

    [Fact]
    public async Task Timeline_StepName_IsAboutThatStep()
    {
        var run = await JourneyAsync(0);

        var point = (await shared.Client.GetAsync($"{Address(run)}?stepName=cart"))["points"]![0]!;

        ((string)point["total"]!["name"]!).Should().Be("cart");
        ((long)point["total"]!["requests"]!).Should().Be(10);
        point["steps"].Should().BeNull();
    }

    [Fact]
    public async Task Timeline_WithoutSeconds_HasNoPoints()
    {
        var run = await shared.Services.AddRunAsync(0, "page");

        var timeline = await shared.Client.GetAsync(Address(run));

        timeline["points"]!.AsArray().Should().BeEmpty();
        timeline["startedAt"].Should().BeNull();
    }

    [Fact]
    public async Task Timeline_DuringTheRun_GrowsSecondBySecond()
    {
        var run = await JourneyAsync(0);
        (await FromsAsync(run, "")).Should().Equal(0);

        await shared.Services.GetRequiredService<TimelineStore>().AppendAsync(run, [Second(1)], TestContext.Current.CancellationToken);

        (await FromsAsync(run, "")).Should().Equal(0, 1);
    }

    [Theory]
    [InlineData("format=csv", null)]
    [InlineData("", "text/csv")]
    [InlineData("", "application/json;q=0.5, text/csv;q=0.9")]
    public async Task Timeline_AsCsv_HasALineForEachSpanAndStep(string query, string? accept)
    {
        var run = await JourneyAsync(0, 1);

        using var answer = await SendAsync($"{Address(run)}?{query}", accept);

        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        var lines = (await answer.TextAsync()).Split("\r\n");
        lines.Should().HaveCount(8).And.Subject.Last().Should().BeEmpty();
        var columns = lines[0].Split(',');
        columns.Should().HaveCount(34).And.StartWith(["at", "fromSeconds"]).And.OnlyHaveUniqueItems().And.EndWith("serviceTimeMaxMs");
        lines[1].Split(',').Should().HaveCount(34).And.StartWith(["2026-01-31T12:00:00.000Z", "0", "1", "true", "7", "3", "1", "25", "1", "total", "20"]);
        lines[2].Should().Contain(",\"log, in\",10,");
        lines[6].Split(',')[^1].Should().Be("20");
        lines[6].Should().StartWith("2026-01-31T12:00:01.000Z,1,2,false,");
    }

    [Theory]
    [InlineData("format=json", "text/csv")]
    [InlineData("", "text/csv, application/json")]
    [InlineData("", "text/csv;q=0")]
    [InlineData("", "text/html, */*")]
    public async Task Timeline_NotAskedForCsv_IsJson(string query, string accept)
    {
        var run = await JourneyAsync(0);

        using var answer = await SendAsync($"{Address(run)}?{query}", accept);

        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        (await answer.JsonAsync())["points"]!.AsArray().Should().HaveCount(1);
    }

    [Theory]
    [InlineData("step=0", "step", "1 to 86400")]
    [InlineData("step=86401", "step", "1 to 86400")]
    [InlineData("step=1.5", "step", "whole number")]
    [InlineData("step=abc", "step", "whole number")]
    [InlineData("step=-1", "step", "whole number")]
    [InlineData("from=-1", "from", "whole number")]
    [InlineData("from=1.5", "from", "whole number")]
    [InlineData("to=x", "to", "whole number")]
    [InlineData("from=5&to=4", "from", "5 is greater than 4")]
    [InlineData("stepName=other", "stepName", "\"log, in\", \"cart\"")]
    [InlineData("format=xml", "format", "json, csv")]
    [InlineData("resolution=5", "resolution", "step, from, to, stepName, format")]
    public async Task Timeline_ParameterNotAllowed_NamesItAndWhatIs(string query, string parameter, string allowed)
    {
        var run = await JourneyAsync(0);

        using var answer = await shared.Client.SendAsync("GET", $"{Address(run)}?{query}");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query");
        problem.Fields().Should().Equal(parameter);
        ((string)problem["errors"]![parameter]![0]!).Should().Contain(allowed);
    }

    [Fact]
    public async Task Timeline_UnknownRun_IsNotFound()
    {
        using var answer = await shared.Client.SendAsync("GET", "/api/v1/runs/01234567-89ab-7def-8123-456789abcdef/timeline");

        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "run-not-found");
    }

    private static string Address(RunId run) => $"/api/v1/runs/{run}/timeline";

    private async Task<IEnumerable<double>> FromsAsync(RunId run, string query) =>
        (await shared.Client.GetAsync($"{Address(run)}?{query}"))["points"]!.AsArray().Select(point => (double)point!["fromSeconds"]!);

    private Task<HttpResponseMessage> SendAsync(string address, string? accept) => shared.Client.SendAsync("GET", address, change: request =>
    {
        foreach (var range in accept?.Split(',') ?? [])
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(range.Trim()));
    });

    private async Task<RunId> JourneyAsync(params int[] seconds)
    {
        var run = await shared.Services.AddRunAsync(1, "log, in", "cart");
        await shared.Services.StartRunAsync(run);
        await shared.Services.GetRequiredService<TimelineStore>().AppendAsync(run, [.. seconds.Select(Second)], TestContext.Current.CancellationToken);
        return run;
    }

    private static TimelineSecond Second(int second)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var ms in new[] { 10, 20 })
        {
            var step = new StepSecond { Requests = 10, Failed = 1, BytesUp = 1000, BytesDown = 5000 };
            for (var request = 0; request < 10; request++)
            {
                step.ServiceTime.Record(ms * 1000);
                step.ResponseTime.Record(ms * 1000);
            }

            step.Encode(output);
        }

        return new TimelineSecond
        {
            Second = second,
            Length = 1,
            VirtualUsers = 7,
            OpenConnections = 3,
            SkippedStarts = 1,
            GeneratorCpuMicros = 250_000,
            StoreCpuMicros = 10_000,
            Steps = output.WrittenMemory,
        };
    }
}
