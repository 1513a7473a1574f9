using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Errors;
using Curlew.Domain.Json;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.Domain.Timelines;
using Curlew.Storage.Database;
using Curlew.Storage.Timelines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Features.Reports;

/// <summary>Gives runs that were really carried out what only long ones have: many seconds, and groups of errors.</summary>
internal static class ReseededRuns
{
    /// <summary>Replaces the seconds of a run by others that look like those of a shop with a bad moment.</summary>
    public static async Task SeedSecondsAsync(this ServiceUnderTest service, JsonNode run, int seconds, int steps, double lastLength = 1)
    {
        var (contexts, id) = Of(service, run);
        await using (var context = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await context.RunSeconds.Where(second => second.RunId == id.Value).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        }

        var random = new Random(1);
        await service.Services.GetRequiredService<TimelineStore>().AppendAsync(
            id, [.. Enumerable.Range(0, seconds).Select(second => SecondOf(second, seconds, steps, random, second == seconds - 1 ? lastLength : 1))], TestContext.Current.CancellationToken);
    }

    /// <summary>Replaces the groups of errors of a run.</summary>
    public static async Task SeedErrorsAsync(this ServiceUnderTest service, JsonNode run, params (int CurlCode, int Status, long Count)[] errors)
    {
        var (contexts, id) = Of(service, run);
        var example = new ErrorExample(0, 1, 1, 5, 3, "2", 0, NewConnection: true, 10, 10);
        var json = JsonSerializer.Serialize(
            errors.Select(error => new ErrorGroup(
                error.CurlCode, error.Status, error.CurlCode == 0 ? FailureKind.Status : FailureKind.CurlCode, error.Count, 1500, 61_000, [error.Count], example)),
            CurlewJson.Options);
        await using var context = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await context.Runs.Where(record => record.Id == id.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(record => record.ErrorsJson, json), TestContext.Current.CancellationToken);
    }

    private static (IDbContextFactory<CurlewContext> Contexts, RunId Id) Of(ServiceUnderTest service, JsonNode run) =>
        (service.Services.GetRequiredService<IDbContextFactory<CurlewContext>>(), new RunId((Guid)run["id"]!));

    private static TimelineSecond SecondOf(int second, int seconds, int steps, Random random, double length)
    {
        var encoded = new ArrayBufferWriter<byte>();
        var isBad = second > seconds * 0.6 && second < seconds * 0.68;
        var requests = (int)(Math.Min(1, (second + 1) / (seconds * 0.15)) * 120 * (0.9 + (random.NextDouble() * 0.2)));
        for (var step = 0; step < steps; step++)
        {
            var tally = new StepSecond { Requests = requests, Failed = isBad ? requests / 4 : requests / 100, BytesUp = requests * 120, BytesDown = requests * 5000 };
            for (var request = 0; request < requests; request++)
            {
                var micros = (long)((isBad ? 90_000 : 20_000) * Math.Exp(random.NextDouble() * random.NextDouble() * 2.5));
                tally.ServiceTime.Record(micros);
                tally.ResponseTime.Record(micros + (isBad ? 40_000 : 300));
            }

            tally.Encode(encoded);
        }

        return new TimelineSecond
        {
            Second = second, Length = length, VirtualUsers = requests / 2, OpenConnections = Math.Min(100, (requests / 3) + 4), SkippedStarts = 0,
            GeneratorCpuMicros = requests * 2000, StoreCpuMicros = requests * 150, Steps = encoded.WrittenMemory.ToArray(),
        };
    }
}
