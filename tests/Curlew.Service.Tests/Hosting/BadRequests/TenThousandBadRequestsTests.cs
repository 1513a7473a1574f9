using System.Collections.Concurrent;
using System.Net;
using Curlew.TestServers.Faults;
using Curlew.TestServers.Postgres;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>
/// 10,000 bad requests, made of the OpenAPI document: none breaks the service, each is answered with a problem, nothing is left behind. It
/// runs alone, for what is measured is the process that all tests share.
/// </summary>
[CollectionDefinition(nameof(TenThousandBadRequestsTests), DisableParallelization = true)]
[Collection(nameof(TenThousandBadRequestsTests))]
public sealed class TenThousandBadRequestsTests : IAsyncLifetime
{
    private const string Quiet = "--Logging:LogLevel:Default=None";
    private const int Requests = 10_000;
    private const int Seed = 5;
    private const int ToWarmUp = 2_000;
    private const int AtOnce = 16;
    private const int FaultsToShow = 25;
    private const int PageOfAList = 200;

    private readonly HeldQueue _queue = new();
    private FaultServer _server = null!;
    private ServiceUnderTest _service = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Requests_ThatAreBad_AreAnsweredWithProblemsAndLeaveNothingBehind()
    {
        await using var service = _service = await ServiceUnderTest.StartAsync(_queue.Replace, Quiet);

        await SendAllAsync();
    }

    /// <summary>PostgreSQL refuses text that SQLite takes.</summary>
    [Fact]
    public async Task Requests_ThatAreBad_DoAsLittleOnPostgres()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var database = postgres.NewDatabase().Replace("Pooling=false", "Maximum Pool Size=20", StringComparison.Ordinal);
        await using var service = _service = await ServiceUnderTest.StartAsync(
            _queue.Replace, Quiet, "--Storage:Provider=Postgres", $"--ConnectionStrings:Curlew={database}");

        await SendAllAsync();
    }

    private async Task SendAllAsync()
    {
        var requests = await MakeAsync();
        requests.Should().HaveCountGreaterThanOrEqualTo(Requests);
        _queue.IsHeld = true;
        var before = (Runs: await IdsAsync("runs"), Definitions: await IdsAsync("definitions"));

        var answers = await SendAsync(requests.Take(ToWarmUp));
        var warm = ProcessFootprint.Take();
        answers.AddRange(await SendAsync(requests.Skip(ToWarmUp)));
        var after = ProcessFootprint.Take();

        TestContext.Current.TestOutputHelper!.WriteLine($"{CountsOf(answers)}; {warm} -> {after}");
        var faults = answers.Where(answer => answer.Fault is not null).ToList();
        string.Join("\n", faults.Select(answer => $"{answer.Fault}\n    {answer.Request}").Take(FaultsToShow))
            .Should().BeEmpty($"{faults.Count} of {answers.Count} answers are wrong");
        answers.Count(answer => (int?)answer.Status is >= 400).Should().BeGreaterThan(Requests * 6 / 10, "most of them are bad");
        after.HeapBytes.Should().BeLessThan(warm.HeapBytes + (16 << 20));
        after.Descriptors.Should().BeLessThan(warm.Descriptors + 30);
        after.Threads.Should().BeLessThan(warm.Threads + 20);

        var made = answers.Select(answer => answer.Made).OfType<string>().ToHashSet();
        var compared = await RunsOfComparisonsAsync();
        (await IdsAsync("comparisons")).Should().BeSubsetOf(made);
        (await IdsAsync("runs")).Except(before.Runs).Except(compared).Should().BeSubsetOf(made, "nothing is queued that was not answered with 202");
        (await IdsAsync("definitions")).Except(before.Definitions).Should().BeSubsetOf(made);
        await WorksStillAsync();
    }

    private static string CountsOf(IEnumerable<BadAnswer> answers) => string.Join(
        ", ", answers.GroupBy(answer => (int?)answer.Status).OrderBy(group => group.Key).Select(group => $"{group.Count()} x {group.Key}"));

    /// <summary>There are a run, with outcomes, and a definition to be asked for.</summary>
    private async Task<List<BadRequest>> MakeAsync()
    {
        var definition = $$"""{ "name": "known", "url": "{{_server.Http1}}ok", "requests": 30 }""";
        await _service.Client.RunAsync(definition);
        var run = await _service.Client.RunAsync(definition);
        using var saved = await _service.Client.SendAsync(
            "POST", "/api/v1/definitions", new StringContent(definition, System.Text.Encoding.UTF8, "application/json"));
        var outcomes = await _service.Client.GetAsync($"{run["links"]!["outcomes"]}?limit=5");
        var runs = await _service.Client.GetAsync("/api/v1/runs?limit=1");
        string[] cursors = [(string)outcomes["nextCursor"]!, (string)runs["nextCursor"]!];
        var known = new Dictionary<string, string> { ["runs"] = (string)run["id"]!, ["definitions"] = (string)(await saved.JsonAsync())["id"]! };
        var operations = ApiOperation.ReadAll(await _service.Client.GetAsync("/openapi/v1.json"));
        operations.Should().HaveCountGreaterThan(30);
        operations.Sum(operation => operation.Bodies.Sum(body => body.Fields.Count)).Should().BeGreaterThan(200);
        return [.. new BadRequestGenerator(operations, known, cursors, Seed).Make(Requests)];
    }

    private async Task<List<BadAnswer>> SendAsync(IEnumerable<BadRequest> requests)
    {
        using var sender = new BadRequestSender(_service.Address);
        var answers = new ConcurrentBag<BadAnswer>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(requests, options, async (request, cancelled) => answers.Add(await sender.SendAsync(request, cancelled)));
        return [.. answers];
    }

    private async Task<List<string>> IdsAsync(string resource)
    {
        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _service.Client.GetAsync($"/api/v1/{resource}?limit={PageOfAList}{cursor}");
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["nextCursor"] is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
        }

        return ids;
    }

    private async Task<List<string>> RunsOfComparisonsAsync()
    {
        var runs = new List<string>();
        foreach (var id in await IdsAsync("comparisons"))
        {
            var page = await _service.Client.GetAsync($"/api/v1/runs?comparisonId={id}");
            runs.AddRange(page["items"]!.AsArray().Select(run => (string)run!["id"]!));
        }

        return runs;
    }

    /// <summary>What was valid by chance is stopped before the queue moves again; then a run goes through as ever.</summary>
    private async Task WorksStillAsync()
    {
        // Comparisons first: each would go on with its next run.
        foreach (var resource in (string[])["comparisons", "runs"])
        {
            foreach (var id in await IdsAsync(resource))
            {
                using var stopped = await _service.Client.SendAsync("POST", $"/api/v1/{resource}/{id}/stop");
                stopped.StatusCode.Should().Be(HttpStatusCode.Accepted);
            }
        }

        _queue.IsHeld = false;
        var run = await _service.Client.RunAsync($$"""{ "url": "{{_server.Http1}}ok/last", "requests": 17 }""");
        ((string)run["status"]!).Should().Be("completed");
        ((long)run["requests"]!).Should().Be(17);
        ((string)(await _service.Client.GetAsync("/health/ready"))["status"]!).Should().Be("healthy");
    }
}
