using System.Net;
using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Definitions;

/// <summary>Runs of saved definitions, against a server that counts.</summary>
public sealed class SavedRunTests(SharedService shared)
{
    private ServiceClient Service => shared.Client;

    [Fact]
    public async Task Run_OfASavedDefinition_KeepsItsSnapshotWhateverBecomesOfTheDefinition()
    {
        await using var server = await FaultServer.StartAsync();
        var saved = await Service.SaveAsync($$"""{"name": "kept", "url": "{{server.Http1}}ok", "requests": 5}""");

        var run = await Service.RunAsync($$"""{"definitionId": "{{saved["id"]}}"}""");
        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        server.Truth.Snapshot().Load.Requests.Should().Be(5);
        await Service.ReplaceAsync(saved, $$"""{"name": "changed", "url": "{{server.Http1}}ok", "requests": 6}""");
        var old = await Service.RunAsync($$"""{"definitionId": "{{saved["id"]}}", "revision": 1}""");
        var newest = await Service.RunAsync($$"""{"definitionId": "{{saved["id"]}}"}""");
        using var deleted = await Service.SendBareAsync("DELETE", saved.Self());

        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await Service.GetAsync(run.Self())).ToJsonString().Should().Be(run.ToJsonString());
        new[] { run, old, newest }.Select(each => ((int)each["definitionRevision"]!, (long)each["requests"]!, (string)each["name"]!))
            .Should().Equal((1, 5, "kept"), (1, 5, "kept"), (2, 6, "changed"));
        var listed = await Service.GetAsync((string)saved["links"]!["runs"]!);
        listed["items"]!.AsArray().Select(item => (string)item!["id"]!).Should()
            .Equal((string)newest["id"]!, (string)old["id"]!, (string)run["id"]!);
    }

    [Fact]
    public async Task Run_WithOverrides_DiffersInThemOnlyAndLeavesTheDefinition()
    {
        await using var server = await FaultServer.StartAsync();
        var saved = await Service.SaveAsync($$"""{"name": "plain", "url": "{{server.Http1}}ok", "virtualUsers": 3, "durationSeconds": 600}""");

        var run = await Service.RunAsync($$"""
            {"definitionId": "{{saved["id"]}}", "overrides": {"httpVersion": "1.1", "requests": 7, "url": "{{server.Http1}}ok/other"} }
            """);

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        server.Truth.Snapshot().Of(path: "/ok/other", method: "GET").Requests.Should().Be(7);
        run["definition"]!["load"]!.ToJsonString().Should().Be("""{"model":"closed","virtualUsers":3,"requests":7}""");
        ((string)run["definition"]!["httpVersion"]!).Should().Be("1.1");
        (await Service.GetAsync(saved.Self())).ToJsonString().Should().Be(saved.ToJsonString());
    }

    [Fact]
    public async Task Run_FaultyOverrides_NamesAllFaultsUnderThem()
    {
        var saved = await Service.SaveAsync("""{"url": "http://127.0.0.1:1/", "requests": 5}""");

        using var answer = await Service.PostAsync($$"""
            {"definitionId": "{{saved["id"]}}", "overrides": {"httpVersion": "3.0", "virtualUsers": 0, "colour": "red", "steps": [{"url": "x"}]} }
            """);

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition")).Fields()
            .Should().BeEquivalentTo("overrides.httpVersion", "overrides.virtualUsers", "overrides.colour", "overrides.steps[0].url");
    }

    [Theory]
    [InlineData("""{"definitionId": "x"}""", "definitionId")]
    [InlineData("""{"definitionId": "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46"}""", "definitionId")]
    [InlineData("""{"definitionId": 5}""", "definitionId")]
    [InlineData("""{"definitionId": "ID", "revision": 2}""", "revision")]
    [InlineData("""{"definitionId": "ID", "revision": 99999999999}""", "revision")]
    [InlineData("""{"definitionId": "ID", "overrides": []}""", "overrides")]
    [InlineData("""{"definitionId": "ID", "url": "http://127.0.0.1:1/"}""", "url")]
    [InlineData("""{"overrides": {} }""", "definitionId")]
    [InlineData("""{"definitionId": "ID", "overrides": {"virtualUsers": DEEP} }""", "overrides")]
    [InlineData("""{"definitionId": "ID", "overrides": {"a": "\ud800"} }""", "overrides")]
    public async Task Run_FaultyRequest_NamesTheFieldAndQueuesNothing(string body, string field)
    {
        var saved = await Service.SaveAsync("""{"url": "http://127.0.0.1:1/", "requests": 5}""");

        using var answer = await Service.PostAsync(body
            .Replace("ID\"", $"{saved["id"]}\"", StringComparison.Ordinal)
            .Replace("DEEP", $"{new string('[', 31)}{new string(']', 31)}", StringComparison.Ordinal));

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition")).Fields().Should().Equal(field);
        (await Service.GetAsync((string)saved["links"]!["runs"]!))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task List_DefinitionIdThatIsNone_SaysWhatIsAllowed()
    {
        using var answer = await Service.SendAsync("GET", "/api/v1/runs?definitionId=x");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields().Should().Equal("definitionId");
    }

    [Fact]
    public async Task Baseline_RunThatHasEndedWithASummary_IsKeptUntilItIsCleared()
    {
        await using var server = await FaultServer.StartAsync();
        var saved = await Service.SaveAsync($$"""{"url": "{{server.Http1}}ok", "requests": 1}""");
        var run = await Service.RunAsync($$"""{"definitionId": "{{saved["id"]}}"}""");

        using var set = await Service.SendJsonAsync("PUT", $"{saved.Self()}/baseline", $$"""{"runId": "{{run["id"]}}"}""");
        set.StatusCode.Should().Be(HttpStatusCode.OK, await set.TextAsync());
        ((string)(await Service.GetAsync(saved.Self()))["baselineRunId"]!).Should().Be((string)run["id"]!);
        using var stale = await Service.SendBareAsync("DELETE", saved.Self(), "\"r1\"");
        await stale.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "stale-etag");
        using var known = await Service.SendJsonAsync(
            "PUT", saved.Self(), $$"""{"url": "{{server.Http1}}ok", "requests": 2}""", set.Headers.ETag!.ToString());
        ((string)(await known.JsonAsync())["baselineRunId"]!).Should().Be((string)run["id"]!);

        using var cleared = await Service.SendBareAsync("DELETE", $"{saved.Self()}/baseline");
        cleared.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await Service.GetAsync(saved.Self()))["baselineRunId"].Should().BeNull();
    }

    [Theory]
    [InlineData("/baseline")]
    [InlineData("")]
    public async Task Delete_RunThatIsABaseline_IsRefusedWithTheWayOut(string letGo)
    {
        await using var server = await FaultServer.StartAsync();
        var saved = await Service.SaveAsync($$"""{"name": "held", "url": "{{server.Http1}}ok", "requests": 3}""");
        var run = await Service.RunAsync($$"""{"definitionId": "{{saved["id"]}}"}""");
        using var set = await Service.SendJsonAsync("PUT", $"{saved.Self()}/baseline", $$"""{"runId": "{{run["id"]}}"}""");

        using var refused = await Service.SendAsync("DELETE", run.Self());

        var problem = await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "run-is-baseline");
        ((string)problem["detail"]!).Should().Contain("\"held\"").And.Contain($"DELETE {saved.Self()}/baseline");
        (await Service.GetAsync($"{run.Self()}/outcomes"))["items"]!.AsArray().Should().HaveCount(3);

        using var cleared = await Service.SendBareAsync("DELETE", saved.Self() + letGo);
        using var deleted = await Service.SendAsync("DELETE", run.Self());
        (cleared.StatusCode, deleted.StatusCode).Should().Be((HttpStatusCode.NoContent, HttpStatusCode.NoContent));
        using var gone = await Service.SendAsync("GET", run.Self());
        await gone.ShouldBeProblemAsync(HttpStatusCode.NotFound, "run-not-found");
    }

    [Fact]
    public async Task Run_OfADefinitionOfManyMegabytes_TakesItsRows()
    {
        await using var server = await FaultServer.StartAsync();
        var name = $"large {Guid.NewGuid():N}";
        var saved = await Service.SaveAsync($$"""
            {"name": "{{name}}", "url": "{{server.Http1}}ok/${word}", "requests": 2, "data": [{"csv": "{{Csv(6)}}"}]}
            """);

        var run = await Service.RunAsync($$"""{"definitionId": "{{saved["id"]}}"}""");

        ((string)run["status"]!).Should().Be("completed", run["failure"]?.ToJsonString());
        server.Truth.Snapshot().Requests.Keys.Select(request => request.Path).Should().Contain(["/ok/w0", "/ok/w1"]);
        var listed = await Service.GetAsync($"{DefinitionsClient.Address}?name={Uri.EscapeDataString(name)}");
        listed.ToJsonString().Should().Contain(name).And.Match(text => text.Length < 2000);
    }

    [Fact]
    public async Task Run_OverridesWithWhichTheFullFormIsTooLarge_IsRefused()
    {
        var saved = await Service.SaveAsync($$"""{"url": "http://127.0.0.1:1/", "requests": 5, "data": [{"csv": "{{Csv(9)}}"}]}""");

        using var answer = await Service.PostAsync($$"""
            {
              "definitionId": "{{saved["id"]}}",
              "overrides": {"steps": [{"url": "http://127.0.0.1:1/", "method": "POST", "body": "{{new string('x', 9 << 20)}}"}]}
            }
            """);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        ((string)problem["detail"]!).Should().Contain("full form");
        (await Service.GetAsync((string)saved["links"]!["runs"]!))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Baseline_RunThatCannotBeOne_SaysWhy()
    {
        await using var server = await FaultServer.StartAsync();
        var saved = await Service.SaveAsync($$"""{"url": "{{server.Http1}}ok", "durationSeconds": 600}""");
        var other = await Service.QueueAsync("""{"url": "http://127.0.0.1:1/", "requests": 1}""");
        var failed = await Service.RunAsync($$"""{"definitionId": "{{saved["id"]}}", "overrides": {"url": "http://127.0.0.1:1/"} }""");
        var running = await Service.QueueAsync($$"""{"definitionId": "{{saved["id"]}}"}""");

        await ShouldBeAsync((string)other["id"]!, HttpStatusCode.UnprocessableEntity, "run-not-of-definition");
        await ShouldBeAsync((string)failed["id"]!, HttpStatusCode.Conflict, "no-summary");
        await ShouldBeAsync((string)running["id"]!, HttpStatusCode.Conflict, "run-not-ended");
        await ShouldBeAsync((string)saved["id"]!, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await ShouldBeAsync("x", HttpStatusCode.UnprocessableEntity, "invalid-fields");

        using var stop = await Service.SendAsync("POST", (string)running["links"]!["stop"]!);
        await Service.WhenEndedAsync(running);

        async Task ShouldBeAsync(string run, HttpStatusCode status, string type)
        {
            using var answer = await Service.SendJsonAsync("PUT", $"{saved.Self()}/baseline", new JsonObject { ["runId"] = run }.ToJsonString());
            await answer.ShouldBeProblemAsync(status, type);
        }
    }

    /// <summary>So many MiB of CSV in a JSON string: a short word and a long filling in each row.</summary>
    private static string Csv(int mebibytes) => "word,filling\\n"
        + string.Concat(Enumerable.Range(0, mebibytes * 16).Select(row => $"w{row},{new string('f', 64 << 10)}\\n"));
}
