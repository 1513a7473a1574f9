using Curlew.Domain.Outcomes;
using Curlew.Engine.Collection;

namespace Curlew.Engine.Tests.Collection;

public sealed class OutcomeRingTests
{
    [Fact]
    public async Task Drain_WhileAnotherThreadWrites_KeepsNumberAndOrder()
    {
        const int count = 500_000;
        var ring = new OutcomeRing(atLeast: 1000);
        var sink = new Kept();

        var writer = Task.Run(
            () =>
            {
                for (var number = 0; number < count; number++)
                {
                    SpinWait.SpinUntil(() => ring.RoomOnLoop > 0);
                    ring.WriteOnLoop(new Outcome { StartedMicros = number, TotalMicros = -number });
                }
            },
            TestContext.Current.CancellationToken);
        while (sink.Starts.Count < count && (!writer.IsCompleted || ring.Drain(sink) > 0))
            ring.Drain(sink);
        await writer;

        sink.Starts.Should().Equal(Enumerable.Range(0, count).Select(number => (long)number));
    }

    [Fact]
    public void RoomOnLoop_WhenFull_IsNoneAndComesBackWithDraining()
    {
        var ring = new OutcomeRing(atLeast: 4);
        for (var number = 0; number < 4; number++)
            ring.WriteOnLoop(new Outcome());

        ring.RoomOnLoop.Should().Be(0);
        ring.Drain(new Kept()).Should().Be(4);
        ring.RoomOnLoop.Should().Be(4);
    }

    private sealed class Kept : IOutcomeSink
    {
        OutcomesKept IOutcomeSink.Kept => new(Starts.Count, 0, null);

        public List<long> Starts { get; } = [];

        public void Write(ReadOnlySpan<Outcome> outcomes)
        {
            foreach (var outcome in outcomes)
            {
                outcome.TotalMicros.Should().Be(-outcome.StartedMicros, "an outcome must not be torn");
                Starts.Add(outcome.StartedMicros);
            }
        }
    }
}
