using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Timelines;
using Curlew.Service.Execution;
using Curlew.Service.Regressions;
using Curlew.Storage.Runs;
using Curlew.Storage.Timelines;
using Curlew.TestServers.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Regressions;

/// <summary>
/// The nights of a saved definition, one run each, whose seconds are made up, so that what they say is known; each is held against its
/// baseline and saved by the service's own code.
/// </summary>
internal sealed class SeededHistory
{
    private const int Seconds = 20;
    private const int RequestsPerSecond = 60;

    private readonly IServiceProvider _services;
    private readonly string _summary;
    private DateTimeOffset _night = TimeProvider.System.GetUtcNow().AddDays(-60);

    private SeededHistory(IServiceProvider services, string summary) => (_services, _summary) = (services, summary);

    /// <summary>The saved definition.</summary>
    public Guid DefinitionId { get; private set; }

    /// <summary>What its runs carry out, unless told otherwise.</summary>
    public string Definition { get; private set; } = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Begins one.</summary>
    /// <param name="service">The client of the service.</param>
    /// <param name="services">Its services.</param>
    /// <param name="members">Members of the definition beside its URL and its load.</param>
    public static async Task<SeededHistory> BeginAsync(ServiceClient service, IServiceProvider services, string members = "")
    {
        await using var server = await FaultServer.StartAsync();
        var real = await service.RunAsync($$"""{"url": "{{server.Http1}}ok", "requests": 5}""");
        var summary = await service.GetAsync((string)real["links"]!["summary"]!);
        summary["validity"] = "pass";
        var history = new SeededHistory(services, summary.ToJsonString())
        {
            Definition = $$"""{"name": "nightly", "url": "http://127.0.0.1:1/", "ratePerSecond": 60, "durationSeconds": 20 {{members}} }""",
        };
        using var content = new StringContent(history.Definition, Encoding.UTF8, "application/json");
        using var saved = await service.SendAsync("POST", "/api/v1/definitions", content);
        history.DefinitionId = (Guid)(await saved.JsonAsync())["id"]!;
        return history;
    }

    /// <summary>Adds the next night's run and holds it against its baseline.</summary>
    public async Task<SeededNight> AddAsync(SeededRun run)
    {
        _night = _night.AddDays(1);
        var (runs, random) = (_services.GetRequiredService<RunStore>(), new Random(_night.DayOfYear));
        var id = new RunId(Guid.CreateVersion7(_night));
        var definition = DefinitionReader.Read(Encoding.UTF8.GetBytes(run.Definition ?? Definition), [DefinitionLimits.DefaultEngine]).Definition!;
        await runs.AddAsync(
            new RunRecord
            {
                Id = id.Value,
                Name = definition.Name,
                DefinitionId = DefinitionId,
                DefinitionRevision = 1,
                DefinitionJson = JsonSerializer.Serialize(DefinitionReader.ToDocument(definition), CurlewJson.Options),
                HttpVersion = definition.HttpVersion.ToWord(),
                Engine = definition.Engine,
                CreatedAt = _night,
                BaselineRunId = run.BaselineRunId,
                IsFollowedUp = true,
            },
            Stop);
        var fence = (await runs.TryClaimAsync(id, "test", TimeSpan.FromHours(1), cancellationToken: Stop))!.Value;
        var host = run.Host(_services.GetRequiredService<HostDescription>());
        await runs.TryMoveAsync(
            id, fence, RunStatus.Running, set => set.SetProperty(each => each.StartedAt, _night).SetProperty(each => each.HostJson, host?.ToJson()), Stop);
        await runs.TryMoveAsync(id, fence, RunStatus.Finalizing, cancellationToken: Stop);
        if (run.HasSeconds)
        {
            await _services.GetRequiredService<TimelineStore>().AppendAsync(
                id, [.. Enumerable.Range(0, Seconds).Select(second => SecondOf(second, run.Milliseconds, random))], Stop);
        }

        var summary = SummaryOf(run);
        var judged = await _services.GetRequiredService<RunJudging>().JudgeAsync(id, run.Status, summary, ranHere: false);
        (await runs.SaveResultAsync(
            id,
            fence,
            run.Status,
            new RunResults
            {
                Validity = summary.Validity,
                SummaryJson = JsonSerializer.Serialize(summary, CurlewJson.Options),
                Regression = judged?.Result,
                RegressionJson = judged?.Json,
            },
            Stop)).Should().BeTrue();
        return new SeededNight(id, judged is null ? null : JsonSerializer.Deserialize<RunRegression>(judged.Json, CurlewJson.Options));
    }

    /// <summary>Adds so many nights that are alike; answers the last.</summary>
    public async Task<SeededNight> AddAsync(int nights, SeededRun run)
    {
        var last = await AddAsync(run);
        for (var night = 1; night < nights; night++)
            last = await AddAsync(run);
        return last;
    }

    private RunSummary SummaryOf(SeededRun run)
    {
        var summary = JsonNode.Parse(_summary)!;
        summary["validity"] = run.Validity;
        summary["engine"]!["libcurlVersion"] = run.Libcurl;
        foreach (var step in (JsonNode[])[summary["total"]!, summary["steps"]![0]!])
            step["responseTimeMs"]!["p95"] = run.Milliseconds * 1.2;
        return summary.Deserialize<RunSummary>(CurlewJson.Options)!;
    }

    private static TimelineSecond SecondOf(int second, double milliseconds, Random random)
    {
        var (encoded, step) = (new ArrayBufferWriter<byte>(), new StepSecond { Requests = RequestsPerSecond });
        for (var request = 0; request < RequestsPerSecond; request++)
        {
            var micros = (long)(milliseconds * 1000 * (0.75 + (0.5 * random.NextDouble())));
            step.ServiceTime.Record(micros);
            step.ResponseTime.Record(micros);
        }

        step.Encode(encoded);
        return new TimelineSecond
        {
            Second = second, Length = 1, VirtualUsers = 6, OpenConnections = 6, SkippedStarts = 0, GeneratorCpuMicros = 20_000,
            StoreCpuMicros = 1_000, Steps = encoded.WrittenMemory.ToArray(),
        };
    }
}

/// <summary>A run of a night.</summary>
/// <param name="Milliseconds">About how long its requests took.</param>
internal sealed record SeededRun(double Milliseconds)
{
    public string Libcurl { get; init; } = "8.14.1";

    public string Validity { get; init; } = "pass";

    public RunStatus Status { get; init; } = RunStatus.Completed;

    public Func<HostDescription, HostDescription?> Host { get; init; } = host => host;

    public string? Definition { get; init; }

    public Guid? BaselineRunId { get; init; }

    public bool HasSeconds { get; init; } = true;
}

/// <summary>A run of a night that has ended.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Regression">What came of holding it against its baseline.</param>
internal sealed record SeededNight(RunId Id, RunRegression? Regression);
