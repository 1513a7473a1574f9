using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Errors;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Storage.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests;

/// <summary>Runs that are put into the database as the service would, so that what they hold is known to the last figure.</summary>
internal static class SeededRuns
{
    /// <summary>When seeded runs began to send load.</summary>
    public static readonly DateTimeOffset StartedAt = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Adds a queued run of these steps that no job knows of.</summary>
    public static async Task<RunId> AddRunAsync(this IServiceProvider services, double warmUpSeconds, params string[] stepNames)
    {
        var definition = new JsonObject
        {
            ["steps"] = new JsonArray([.. stepNames.Select(name => new JsonObject { ["name"] = name, ["url"] = "http://127.0.0.1:1/" })]),
            ["load"] = new JsonObject { ["virtualUsers"] = 1, ["durationSeconds"] = 60 },
            ["warmUpSeconds"] = warmUpSeconds,
        };
        var reading = DefinitionReader.Read(JsonSerializer.SerializeToUtf8Bytes(definition), ["default"]);
        var id = RunId.New(TimeProvider.System);
        await services.GetRequiredService<RunStore>().AddAsync(new RunRecord
        {
            Id = id.Value,
            Name = "seeded",
            DefinitionJson = JsonSerializer.Serialize(DefinitionReader.ToDocument(reading.Definition!), CurlewJson.Options),
            HttpVersion = HttpVersionChoices.Words[0],
            Engine = DefinitionLimits.DefaultEngine,
            CreatedAt = StartedAt,
        });
        return id;
    }

    /// <summary>Lets it send load; answers the claim's fence.</summary>
    public static async Task<int> StartRunAsync(this IServiceProvider services, RunId id)
    {
        var runs = services.GetRequiredService<RunStore>();
        var fence = (await runs.TryClaimAsync(id, "test", TimeSpan.FromHours(1)))!.Value;
        await runs.TryMoveAsync(id, fence, RunStatus.Running, set => set.SetProperty(run => run.StartedAt, StartedAt));
        return fence;
    }

    /// <summary>Ends it with these failures.</summary>
    public static async Task EndRunAsync(
        this IServiceProvider services, RunId id, int fence, long requests, string? summary, params ErrorGroup[] errors)
    {
        var saved = await services.GetRequiredService<RunStore>().SaveResultAsync(id, fence, RunStatus.Interrupted, new RunResults
        {
            Requests = requests,
            FailedRequests = errors.Sum(group => group.Count),
            SummaryJson = summary,
            ErrorsJson = JsonSerializer.Serialize(errors, CurlewJson.Options),
        });
        saved.Should().BeTrue();
    }
}
