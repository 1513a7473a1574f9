using System.Net;
using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Storage.Database;
using Curlew.TestServers.Faults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Features.Regressions;

/// <summary>Baselines that are not there are named before anything is queued.</summary>
public sealed class BaselineFaultsTests(SharedService shared)
{
    private const string Pinned = ""","regression": {"baseline": "pinned"}""";

    private ServiceClient Service => shared.Client;

    [Theory]
    [InlineData("x", "baselineRunId", "Must be the id of a run")]
    [InlineData("0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46", "baselineRunId", "No run has the id")]
    public async Task Named_RunThatIsNotThere_IsAFault(string run, string field, string told)
    {
        var saved = await Service.SaveAsync("""{"url": "http://127.0.0.1:1/", "requests": 5}""");

        await ShouldBeFaultyAsync(new JsonObject { ["definitionId"] = (string)saved["id"]!, ["baselineRunId"] = run }, saved, field, told);
    }

    [Fact]
    public async Task Named_FaultyOverridesToo_NamesAllFaults()
    {
        var saved = await Service.SaveAsync("""{"url": "http://127.0.0.1:1/", "requests": 5}""");
        using var answer = await Service.PostAsync($$"""
            {"definitionId": "{{saved["id"]}}", "baselineRunId": "x", "overrides": {"colour": "red"} }
            """);

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition")).Fields()
            .Should().Equal("overrides.colour", "baselineRunId");
    }

    [Fact]
    public async Task Named_RunThatHasNotEndedOrHasNoFigures_IsAFault()
    {
        await using var server = await FaultServer.StartAsync();
        var saved = await Service.SaveAsync($$"""{"url": "{{server.Http1}}ok", "durationSeconds": 600}""");
        var failed = await Service.RunAsync("""{"url": "http://127.0.0.1:1/", "requests": 1}""");
        var running = await Service.QueueAsync($$"""{"url": "{{server.Http1}}ok", "durationSeconds": 600}""");
        try
        {
            await ShouldBeFaultyAsync(Of(failed), saved, "baselineRunId", "ended without figures");
            await ShouldBeFaultyAsync(Of(running), saved, "baselineRunId", "has not ended");
        }
        finally
        {
            using var stop = await Service.SendAsync("POST", (string)running["links"]!["stop"]!);
        }

        JsonObject Of(JsonNode run) => new() { ["definitionId"] = (string)saved["id"]!, ["baselineRunId"] = (string)run["id"]! };
    }

    [Fact]
    public async Task Pinned_BaselineThatIsNotSetOrWasDeleted_IsAFaultWithTheWayOut()
    {
        await using var server = await FaultServer.StartAsync();
        var saved = await Service.SaveAsync($$"""{"url": "{{server.Http1}}ok", "requests": 5 {{Pinned}} }""");
        var asked = new JsonObject { ["definitionId"] = (string)saved["id"]! };
        await ShouldBeFaultyAsync(asked, saved, "regression.baseline", $"PUT {saved.Self()}/baseline");

        var run = await Service.RunAsync($$"""{"definitionId": "{{saved["id"]}}", "overrides": {"regression": {"baseline": "none"} } }""");
        using var set = await Service.SendJsonAsync("PUT", $"{saved.Self()}/baseline", $$"""{"runId": "{{run["id"]}}"}""");
        set.StatusCode.Should().Be(HttpStatusCode.OK);
        var held = await Service.RunAsync(asked.ToJsonString());
        held["regression"].Should().NotBeNull();
        await DeleteAsync((Guid)held["id"]!, (Guid)run["id"]!);

        await ShouldBeFaultyAsync(asked, saved, "regression.baseline", "was deleted");
    }

    [Fact]
    public async Task Pinned_DefinitionThatIsNotSaved_IsAFault()
    {
        using var answer = await Service.PostAsync($$"""{"url": "http://127.0.0.1:1/", "requests": 5 {{Pinned}} }""");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition")).Fields().Should().Equal("regression.baseline");
    }

    private async Task ShouldBeFaultyAsync(JsonObject asked, JsonNode saved, string field, string told)
    {
        using var answer = await Service.PostAsync(asked.ToJsonString());
        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");
        problem.Fields().Should().Equal(field);
        ((string)problem["errors"]![field]![0]!).Should().Contain(told);
        (await Service.GetAsync((string)saved["links"]!["runs"]!))["items"]!.AsArray().Should().BeEmpty();
    }

    /// <summary>Past the API, which keeps baselines.</summary>
    private async Task DeleteAsync(params Guid[] runs)
    {
        var contexts = shared.Services.GetRequiredService<IDbContextFactory<CurlewContext>>();
        await using var context = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await context.Runs.Where(run => runs.Contains(run.Id)).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
    }
}
