using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Runs;

/// <summary>GET events, as a browser reads them.</summary>
public sealed class RunEventsTests(SharedService service) : IAsyncLifetime
{
    private readonly ServiceClient _client = service.Client;
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task GetEvents_WholeRun_TellsStatesTicksAndTheEnd()
    {
        var run = await _client.QueueAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}status/503" } ], "load": { "virtualUsers": 1, "durationSeconds": 2.2 },
              "thresholds": [ { "metric": "failures", "condition": "<", "value": 1 } ], "outcomes": { "limit": 5 } }
            """);

        var events = await ReadAsync(run);

        events.Where(next => next.EventType == "state").Select(next => (string)Data(next)["status"]!)
            .Where(status => status != "queued").Should().Equal("starting", "running", "finalizing");
        var ticks = events.Where(next => next.EventType == "tick").Select(Data).ToList();
        ticks.Select(tick => (double)tick["fromSeconds"]!).Should().Equal(0, 1, 2);
        var summary = await _client.GetAsync((string)run["links"]!["summary"]!);
        ticks.Sum(tick => (long)tick["total"]!["requests"]!).Should().Be((long)summary["total"]!["requests"]!);
        ticks.Sum(tick => (long)tick["total"]!["failed"]!).Should().Be((long)summary["total"]!["failed"]!);
        events.Count(next => next.EventType == "threshold").Should().Be(1);
        var log = events.Where(next => next.EventType == "log").Select(next => (string)Data(next)["message"]!).ToList();
        log.Should().ContainSingle(message => message.Contains("begun to fail"));
        log.Should().ContainSingle(message => message.Contains("limit of 5 stored outcomes"));
        events[^1].EventType.Should().Be("done");
        ((string)Data(events[^1])["verdict"]!).Should().Be("failed");
    }

    [Fact]
    public async Task GetEvents_RunHasEnded_TellsTicksFromTheDatabase()
    {
        var run = await _client.RunAsync($$"""{ "url": "{{_server.Http1}}ok", "virtualUsers": 1, "durationSeconds": 1.2 }""");

        var events = await ReadAsync(run);

        events.Select(next => next.EventType).Should().Equal("tick", "tick", "done");
        (await ReadAsync(run, lastEventId: events[0].EventId)).Select(next => next.EventType).Should().Equal("tick", "done");
        using var answer = await AnswerAsync(run, events[^1].EventId);
        answer.StatusCode.Should().Be(HttpStatusCode.NoContent, "a browser would come back again and again");
    }

    [Fact]
    public async Task GetEvents_CutOffDuringTheRun_GoesOnWithoutAGap()
    {
        var run = await _client.QueueAsync($$"""{ "url": "{{_server.Http1}}ok", "virtualUsers": 1, "durationSeconds": 3.5 }""");

        string? last = null;
        var first = new List<SseItem<string>>();
        using (var answer = await AnswerAsync(run))
        {
            await foreach (var next in ItemsOf(answer))
            {
                first.Add(next);
                last = next.EventId ?? last;
                if (next.EventType == "tick")
                    break;
            }
        }

        var rest = await ReadAsync(run, last);

        first.Concat(rest).Where(next => next.EventType == "tick").Select(next => (double)Data(next)["fromSeconds"]!)
            .Should().Equal(0, 1, 2, 3);
        first.Concat(rest).Where(next => next.EventId is not null).Select(next => next.EventId).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task GetEvents_ReaderWhoComesLate_SeesWhatWasBefore()
    {
        var run = await _client.QueueAsync($$"""{ "url": "{{_server.Http1}}ok", "virtualUsers": 1, "durationSeconds": 4.5 }""");
        using var early = await AnswerAsync(run);
        var first = await ItemsOf(early).Where(next => next.EventId is not null)
            .TakeWhile(next => next.EventId != "2-0").ToListAsync(TestContext.Current.CancellationToken);

        var late = await ReadAsync(run);

        first.Select(next => next.EventType).Should().ContainInOrder("state", "log", "state", "tick");
        late.Where(next => next.EventId is not null).Select(next => next.EventId).Should().StartWith(first.Select(next => next.EventId));
    }

    [Fact]
    public async Task GetEvents_ManyReaders_AllSeeTheSame()
    {
        var run = await _client.QueueAsync($$"""{ "url": "{{_server.Http1}}ok", "virtualUsers": 1, "durationSeconds": 1.5 }""");

        var readers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadAsync(run)));

        readers.Should().AllSatisfy(events => events.Select(next => next.EventType).Should().ContainInOrder("tick", "tick", "done"));
    }

    [Fact]
    public async Task GetEvents_LastEventIdThatIsNone_IsRefusedInWords()
    {
        var run = await _client.RunAsync($$"""{ "url": "{{_server.Http1}}ok", "requests": 1 }""");

        using var answer = await AnswerAsync(run, "yesterday");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.TextAsync()).Should().Contain("Last-Event-ID").And.Contain("17-0");
    }

    [Fact]
    public async Task GetRun_DuringAndAfter_TellsItsProgress()
    {
        var run = await _client.QueueAsync($$"""{ "url": "{{_server.Http1}}slow?ms=50", "virtualUsers": 1, "durationSeconds": 1.5 }""");

        var during = await _client.WhenAsync(run, "running");
        var after = await _client.WhenEndedAsync(run);

        ((double)during["progress"]!["percent"]!).Should().BeInRange(0, 100);
        ((double)during["progress"]!["secondsLeft"]!).Should().BeInRange(0, 1.5);
        ((double)after["progress"]!["percent"]!).Should().Be(100);
        run["progress"].Should().BeNull("nothing has begun");
    }

    private static JsonNode Data(SseItem<string> item) => JsonNode.Parse(item.Data)!;

    private static IAsyncEnumerable<SseItem<string>> ItemsOf(HttpResponseMessage answer) =>
        SseParser.Create(answer.Content.ReadAsStream()).EnumerateAsync(TestContext.Current.CancellationToken);

    private async Task<List<SseItem<string>>> ReadAsync(JsonNode run, string? lastEventId = null)
    {
        using var answer = await AnswerAsync(run, lastEventId);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        return await ItemsOf(answer).ToListAsync(TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> AnswerAsync(JsonNode run, string? lastEventId = null) => _client.StreamAsync(
        (string)run["links"]!["events"]!,
        request =>
        {
            if (lastEventId is not null)
                request.Headers.Add("Last-Event-ID", lastEventId);
        });
}
