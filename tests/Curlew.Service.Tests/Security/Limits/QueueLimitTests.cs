using System.Net;
using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Security.Limits;

/// <summary>How many runs may wait and be under way, in all and of one key.</summary>
public sealed class QueueLimitTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Post_HundredAtOnceForTenPlaces_QueuesTen()
    {
        await using var service = await ServiceUnderTest.StartAsync("--Limits:QueuedRuns=10");
        var running = await service.Client.QueueAsync(Long("first"));
        await service.Client.WhenAsync(running, "running");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => service.Client.PostAsync(Long("next"))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).Should().Be(10);
        var refused = answers.First(answer => answer.StatusCode != HttpStatusCode.Accepted);
        var problem = await refused.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "queue-full");
        ((string)problem["detail"]!).Should().Contain("10 runs wait").And.Contain("Limits:QueuedRuns");
        refused.Headers.RetryAfter!.Delta!.Value.Should().BeGreaterThan(TimeSpan.FromMinutes(5), "the run that sends goes on for ten")
            .And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(10));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).Should().Be(90);
        (await service.Client.GetAsync("/api/v1/runs?status=queued&limit=200"))["items"]!.AsArray().Should().HaveCount(10);
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task Post_KeyHasItsNumberWaiting_IsRefusedWhereOthersAreNot()
    {
        await using var service = await ServiceUnderTest.StartAsync("--Limits:PerKeyQueuedRuns=3");
        using var root = await service.AddAdminAsync();
        var running = await root.QueueAsync(Long("first"));
        await root.WhenAsync(running, "running");
        using var ann = await service.AddRunnerAsync(root, "ann");
        using var bob = await service.AddRunnerAsync(root, "bob", """{"queuedRuns": 1}""");

        (await StatusesAsync(ann, 4)).Should().Equal(202, 202, 202, 429);
        (await StatusesAsync(bob, 2)).Should().Equal(202, 429);

        using var refusedAnn = await ann.PostAsync(Long("more"));
        ((string)(await refusedAnn.JsonAsync())["detail"]!).Should().Contain("Limits:PerKeyQueuedRuns");
        using var refusedBob = await bob.PostAsync(Long("more"));
        ((string)(await refusedBob.JsonAsync())["detail"]!).Should().Contain("this key's own limit");
        (await root.GetAsync("/api/v1/runs?createdBy=ann"))["items"]!.AsArray().Should().HaveCount(3)
            .And.OnlyContain(run => (string)run!["createdBy"]! == "ann");
    }

    [Fact]
    public async Task Execute_KeyAtItsNumberUnderWay_WaitsWhileOthersGoFirst()
    {
        await using var service = await ServiceUnderTest.StartAsync("--Execution:ConcurrentRuns=3", "--Limits:PerKeyConcurrentRuns=1");
        using var root = await service.AddAdminAsync();
        using var ann = await service.AddRunnerAsync(root, "ann");
        using var bob = await service.AddRunnerAsync(root, "bob");
        var first = await ann.QueueAsync(Gated("first"));
        await root.WhenAsync(first, "running");
        var second = await ann.QueueAsync(Gated("second"));
        var third = await ann.QueueAsync(Gated("third"));

        var ofOther = await bob.QueueAsync(Short());
        ((string)(await root.WhenEndedAsync(ofOther))["status"]!).Should().Be("completed");
        foreach (var waiting in new[] { second, third })
            ((string)(await root.GetAsync(Self(waiting)))["status"]!).Should().Be("queued");
        _server.Truth.Snapshot().Of(path: "/gate/second").Requests.Should().Be(0);

        _server.Gate.Open();
        foreach (var run in new[] { first, second, third })
            ((string)(await root.WhenEndedAsync(run))["status"]!).Should().Be("completed");
        var (firstEnd, secondStart) = (await WhenAsync(root, first, "endedAt"), await WhenAsync(root, second, "startedAt"));
        secondStart.Should().BeAfter(firstEnd);
        (await WhenAsync(root, third, "startedAt")).Should().BeAfter(await WhenAsync(root, second, "endedAt"));
    }

    [Fact]
    public async Task Execute_RunThatWaitsForItsKeyIsStopped_TheNextOfTheKeyBegins()
    {
        await using var service = await ServiceUnderTest.StartAsync("--Execution:ConcurrentRuns=2", "--Limits:PerKeyConcurrentRuns=1");
        using var root = await service.AddAdminAsync();
        using var ann = await service.AddRunnerAsync(root, "ann");
        var first = await ann.QueueAsync(Gated("first"));
        await root.WhenAsync(first, "running");
        var second = await ann.QueueAsync(Gated("second"));
        var third = await ann.QueueAsync(Gated("third"));
        using (var stopped = await root.SendAsync("POST", Self(second) + "/stop"))
            stopped.StatusCode.Should().Be(HttpStatusCode.Accepted);

        _server.Gate.Open();

        ((string)(await root.WhenEndedAsync(third))["status"]!).Should().Be("completed");
        ((string)(await root.GetAsync(Self(second)))["status"]!).Should().Be("stopped");
    }

    private static string Self(JsonNode run) => (string)run["links"]!["self"]!;

    private static async Task<DateTime> WhenAsync(ServiceClient client, JsonNode run, string moment) =>
        (DateTime)(await client.GetAsync(Self(run)))[moment]!;

    private async Task<List<int>> StatusesAsync(ServiceClient client, int count)
    {
        var statuses = new List<int>();
        for (var sent = 0; sent < count; sent++)
        {
            using var answer = await client.PostAsync(Long("next"));
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }

    private string Long(string path) => $$"""{"url": "{{_server.Http1}}slow/{{path}}?ms=100", "durationSeconds": 600}""";

    private string Gated(string path) => $$"""{"url": "{{_server.Http1}}gate/{{path}}", "requests": 1}""";

    private string Short() => $$"""{"url": "{{_server.Http1}}ok", "requests": 5}""";
}
