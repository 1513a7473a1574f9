using Curlew.Service.Execution.Live;
using Microsoft.Extensions.Time.Testing;

namespace Curlew.Service.Tests.Execution.Live;

public sealed class RunFeedTests
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new();
    private readonly RunFeed _feed = new();

    [Fact]
    public async Task ReadAsync_EventsOfSeveralKinds_AreNumberedSinceTheLastTick()
    {
        _feed.Publish(RunEvent.State, new { status = "running" });
        Tick(0);
        _feed.Publish(RunEvent.Log, new { message = "a" });
        _feed.Publish(RunEvent.Log, new { message = "b" });
        Tick(1);
        _feed.Complete(new { status = "completed" });

        (await ReadAsync(RunEventId.None)).Should().Equal("0-1 state", "1-0 tick", "1-1 log", "1-2 log", "2-0 tick", "2-2147483647 done");
        (await ReadAsync(new RunEventId(1, 1))).Should().Equal("1-2 log", "2-0 tick", "2-2147483647 done");
        (await ReadAsync(new RunEventId(7, 0))).Should().BeEmpty();
    }

    [Fact]
    public async Task ReadAsync_EventThatComesLater_WakesEachReader()
    {
        var readers = Enumerable.Range(0, 3).Select(_ => ReadAsync(RunEventId.None)).ToList();

        Tick(0);
        _feed.Complete("end");

        (await Task.WhenAll(readers)).Should().OnlyContain(read => read.Count == 2);
    }

    [Fact]
    public async Task ReadAsync_SlowReader_EndsEarlyAndHoldsNothingUp()
    {
        await using var slow = Events(RunEventId.None).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Tick(0);
        await slow.MoveNextAsync();

        for (var second = 1; second <= RunFeed.Kept + 1; second++)
            Tick(second);

        (await slow.MoveNextAsync()).Should().BeFalse("the second of the ticks has been overwritten");
        _feed.First.Should().Be(RunEventId.OfTick(2));
    }

    [Fact]
    public async Task ReadAsync_NothingHappens_BeatsNowAndThen()
    {
        await using var reader = Events(RunEventId.None).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var next = reader.MoveNextAsync();
        next.IsCompleted.Should().BeFalse();
        _time.Advance(Heartbeat);

        (await next).Should().BeTrue();
        reader.Current.Should().BeSameAs(RunEvent.Heartbeat);
    }

    [Fact]
    public async Task Close_RunGoesOnElsewhere_EndsReadersWithoutTheirBeingDone()
    {
        Tick(0);
        _feed.Close();

        (await ReadAsync(RunEventId.None)).Should().Equal("1-0 tick");
    }

    [Theory]
    [InlineData("17-0", true)]
    [InlineData("0-2147483647", true)]
    [InlineData("17", false)]
    [InlineData("-1-0", false)]
    [InlineData("1-2-3", false)]
    [InlineData("99999999999-0", false)]
    [InlineData("", false)]
    public void TryParse_Text_ReadsIdsAlone(string text, bool isId)
    {
        RunEventId.TryParse(text, out var id).Should().Be(isId);
        if (isId)
            id.ToString().Should().Be(text);
    }

    private void Tick(int second) => _feed.Publish(new RunEvent(RunEventId.OfTick(second), RunEvent.Tick, "{}"));

    private IAsyncEnumerable<RunEvent> Events(RunEventId after) =>
        _feed.ReadAsync(after, Heartbeat, _time, TestContext.Current.CancellationToken);

    private async Task<List<string>> ReadAsync(RunEventId after) =>
        await Events(after).Select(next => $"{next.Id} {next.Type}").ToListAsync(TestContext.Current.CancellationToken);
}
