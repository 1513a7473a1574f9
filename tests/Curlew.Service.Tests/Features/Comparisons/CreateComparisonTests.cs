using System.Net;
using System.Text;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Hosting.BadRequests;

namespace Curlew.Service.Tests.Features.Comparisons;

/// <summary>What is said of comparisons that are not made; no run of any of them is ever carried out.</summary>
public sealed class CreateComparisonTests : IAsyncLifetime
{
    private const string Base = "\"url\": \"http://127.0.0.1:1/\"";

    private readonly HeldQueue _queue = new();
    private ServiceUnderTest _service = null!;

    private ServiceClient Client => _service.Client;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync(
            _queue.Replace, "--Limits:ComparisonSeconds=600", "--Limits:RatePerSecond=1000", "--Limits:QueuedRuns=3");
        _queue.IsHeld = true;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Post_Faults_AreNamedBeforeAnythingIsQueued()
    {
        await ShouldBeRefusedAsync($$"""{ {{Base}}, "arms": [{}, {"overrides": {"httpVersion": "3"} }]}""", 422, "invalid-comparison", "arms[1].overrides.httpVersion");
        await ShouldBeRefusedAsync($$"""{ {{Base}}, "arms": [{}] }""", 422, "invalid-comparison", "arms");
        await ShouldBeRefusedAsync($$"""{ {{Base}}, "question": "engine" }""", 422, "invalid-comparison", "question");
        await ShouldBeRefusedAsync("""{ "definitionId": "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46", "question": "httpVersion" }""", 422, "invalid-comparison", "definitionId");
        await ShouldBeRefusedAsync(
            $$"""{ {{Base}}, "rounds": 99, "colour": 1, "arms": [{"name": "a"}, {"name": "a", "overrides": {"maxConnects": 0} }] }""",
            422, "invalid-comparison", "rounds", "colour", "arms[1].name", "arms[1].overrides.maxConnects");

        await ShouldBeRefusedAsync("""{ "url": "http://elsewhere.test/", "question": "httpVersion" }""", 403, "target-not-allowed", "steps[0].url");
        await ShouldBeRefusedAsync(
            $$"""{ {{Base}}, "arms": [{}, {"overrides": {"target": "http://elsewhere.test"} }] }""", 403, "target-not-allowed", "arms[1].overrides.steps[0].url");

        await ShouldBeRefusedAsync($$"""{ {{Base}}, "ratePerSecond": 1001, "question": "httpVersion" }""", 422, "limit-exceeded", "load.ratePerSecond");
        await ShouldBeRefusedAsync(
            $$"""{ {{Base}}, "matrix": {"ratePerSecond": [1000, 2000]} }""", 422, "limit-exceeded", "matrix.load.ratePerSecond");
        await ShouldBeRefusedAsync($$"""{ {{Base}}, "durationSeconds": 67, "question": "httpVersion" }""", 422, "limit-exceeded", "rounds");

        (await Client.GetAsync("/api/v1/runs"))["items"]!.AsArray().Should().BeEmpty();
        (await Client.GetAsync(ComparisonsClient.Address))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Post_NoRoomInTheQueue_MakesNothing()
    {
        for (var place = 0; place < 3; place++)
            await Client.QueueAsync($$"""{ {{Base}}, "requests": 1 }""");

        using var refused = await Client.PostComparisonAsync($$"""{ {{Base}}, "question": "httpVersion" }""");

        var problem = await refused.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "queue-full");
        ((string)problem["detail"]!).Should().Contain("Limits:QueuedRuns");
        refused.Headers.RetryAfter.Should().NotBeNull();
        (await Client.GetAsync(ComparisonsClient.Address))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Post_RequestsEndTheRuns_GivesEachItsShareOfTheTime()
    {
        var made = await Client.CompareAsync($$"""{ {{Base}}, "requests": 1000, "rounds": 5, "matrix": {"virtualUsers": [1, 2], "maxConnects": [5, 6]} }""");

        var run = await Client.GetAsync((string)made["plan"]![0]!["run"]!);
        ((double)run["definition"]!["limits"]!["durationSeconds"]!).Should().Be(30, "600 s are divided among 20 runs");
        made["plan"]!.AsArray().Should().HaveCount(20);
        made["arms"]![3]!["differs"]!.ToJsonString().Should().Be("""{"maxConnects":6,"load.virtualUsers":2}""");
    }

    [Fact]
    public async Task Post_SameKeyTwice_MakesOne()
    {
        var (first, second) = (await PostAsync("k1"), await PostAsync("k1"));

        ((string)second["id"]!).Should().Be((string)first["id"]!);
        (await Client.GetAsync(ComparisonsClient.Address))["items"]!.AsArray().Should().ContainSingle();
        (await Client.GetAsync("/api/v1/runs"))["items"]!.AsArray().Should().ContainSingle();

        async Task<System.Text.Json.Nodes.JsonNode> PostAsync(string key)
        {
            var content = new StringContent($$"""{ {{Base}}, "question": "httpVersion" }""", Encoding.UTF8, "application/json");
            using var answer = await Client.SendAsync("POST", ComparisonsClient.Address, content, request => request.Headers.Add("Idempotency-Key", key));
            answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
            return await answer.JsonAsync();
        }
    }

    [Fact]
    public async Task Post_Secrets_AreShownNowhere()
    {
        const string Secret = "correct-horse";
        var made = await Client.CompareAsync($$"""
            {"definition": {"steps": [{"url": "http://127.0.0.1:1/", "headers": {"Authorization": "{{Secret}}"} }], "load": {"requests": 1} },
             "arms": [{"name": "a"}, {"name": "b", "overrides": {"steps": [{"url": "http://127.0.0.1:1/", "headers": {"Authorization": "{{Secret}}-2"} }]} }]}
            """);

        made.ToJsonString().Should().NotContain(Secret);
        foreach (var report in (string[])["reportMarkdown", "reportHtml"])
        {
            using var answer = await Client.SendAsync("GET", (string)made["links"]![report]!);
            (await answer.TextAsync()).Should().NotContain(Secret);
        }

        var files = Directory.EnumerateFiles(_service.Directory, "curlew.db*");
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().NotContain(Secret);
        }
    }

    [Fact]
    public async Task Stop_WaitingComparison_EndsItAndItsRun()
    {
        var made = await Client.CompareAsync($$"""{ {{Base}}, "question": "httpVersion" }""");
        using var early = await Client.SendAsync("DELETE", made.Self());
        await early.ShouldBeProblemAsync(HttpStatusCode.Conflict, "comparison-not-ended");

        using var stopped = await Client.SendAsync("POST", $"{made.Self()}/stop");

        stopped.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var shown = await stopped.JsonAsync();
        ((string)shown["status"]!).Should().Be("stopped");
        ((string)shown["plan"]![0]!["status"]!).Should().Be("stopped");
        var ended = await Client.WhenFinalAsync(made);
        ended.RunIds().Skip(1).Should().OnlyContain(id => id == null, "no other run begins");
        ((string)ended["result"]!["recommendation"]!["outcome"]!).Should().Be("none");
    }

    [Fact]
    public async Task StopAll_Comparison_GoesOnWithNothing()
    {
        var made = await Client.CompareAsync($$"""{ {{Base}}, "question": "httpVersion" }""");

        (await Client.SendAsync("POST", "/api/v1/stop-all")).StatusCode.Should().Be(HttpStatusCode.OK);

        var ended = await Client.WhenFinalAsync(made);
        ((string)ended["status"]!).Should().Be("stopped");
        ((string)ended["reason"]!).Should().StartWith("All runs were stopped at once");
        (await Client.GetAsync("/api/v1/runs"))["items"]!.AsArray().Should().ContainSingle();
    }

    private async Task ShouldBeRefusedAsync(string comparison, int status, string code, params string[] fields)
    {
        using var answer = await Client.PostComparisonAsync(comparison);
        (await answer.ShouldBeProblemAsync((HttpStatusCode)status, code)).Fields().Should().Equal(fields, comparison);
    }
}
