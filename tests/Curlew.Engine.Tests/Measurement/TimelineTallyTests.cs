using Curlew.Domain.Outcomes;
using Curlew.Domain.Timelines;
using Curlew.Engine.Measurement;

namespace Curlew.Engine.Tests.Measurement;

public sealed class TimelineTallyTests
{
    private readonly TimelineTally _tally = new(steps: 2);

    [Fact]
    public void CloseBefore_SecondIsNotOver_ClosesNothing()
    {
        _tally.Add([EndedAt(500)]);

        _tally.CloseBefore(At(1.05), TimeSpan.Zero).Should().BeEmpty("what ended at its end may still be on its way");
    }

    [Fact]
    public void CloseBefore_OutcomesOfSeveralSeconds_PutsEachIntoTheSecondInWhichItEnded()
    {
        _tally.Add([EndedAt(999), EndedAt(1000), EndedAt(2500, step: 1, failed: true)]);

        var seconds = _tally.CloseBefore(At(3.2), TimeSpan.Zero).ToList();

        seconds.Select(second => second.Second).Should().Equal(0, 1, 2);
        seconds.Select(second => Step(second, 0).Requests).Should().Equal(1, 1, 0);
        seconds.Select(second => Step(second, 1).Requests).Should().Equal(0, 0, 1);
        Step(seconds[2], 1).Failed.Should().Be(1);
    }

    [Fact]
    public void CloseBefore_NothingHappened_TellsEmptySeconds() =>
        _tally.CloseBefore(At(2.5), TimeSpan.Zero).Select(second => Step(second, 0).Requests).Should().Equal(0, 0);

    [Fact]
    public void Add_SecondIsClosedAlready_CountsInTheFirstThatIsOpen()
    {
        _tally.CloseBefore(At(2.2), TimeSpan.Zero).Should().HaveCount(2);

        _tally.Add([EndedAt(1500)]);

        var third = _tally.CloseBefore(At(3.2), TimeSpan.Zero).Single();
        third.Second.Should().Be(2);
        Step(third, 0).Requests.Should().Be(1);
    }

    [Fact]
    public void CloseAll_LoadEndedWithinASecond_TellsItsLength()
    {
        _tally.Add([EndedAt(1200)]);

        var seconds = _tally.CloseAll(At(1.25), TimeSpan.Zero).ToList();

        seconds.Select(second => second.Length).Should().Equal(1, 0.25);
        Step(seconds[1], 0).Requests.Should().Be(1);
    }

    [Fact]
    public void CloseAll_LoadEndedJustAfterASecond_CountsAsEndingWithIt()
    {
        _tally.Add([EndedAt(999), EndedAt(1001, step: 1)]);

        var second = _tally.CloseAll(At(1.002), TimeSpan.Zero).Single();

        second.Length.Should().Be(1.002);
        (Step(second, 0).Requests, Step(second, 1).Requests).Should().Be((1, 1));
    }

    [Fact]
    public void CloseBefore_UsersComeAndGo_TellsTheMostOfEachSecond()
    {
        _tally.CloseBefore(At(0.2, users: 7), TimeSpan.Zero).Should().BeEmpty();
        _tally.CloseBefore(At(0.9, users: 2), TimeSpan.Zero).Should().BeEmpty();

        _tally.CloseBefore(At(1.2, users: 5), TimeSpan.Zero).Single().VirtualUsers.Should().Be(7);
        _tally.CloseAll(At(2, users: 0), TimeSpan.Zero).Single().VirtualUsers.Should().Be(5);
    }

    [Fact]
    public void CloseAll_OutcomeBehindTheEnd_IsNotLost()
    {
        _tally.CloseBefore(At(2.2), TimeSpan.Zero).Should().HaveCount(2);
        _tally.Add([EndedAt(1999)]);

        Step(_tally.CloseAll(At(1.999), TimeSpan.Zero).Single(), 0).Requests.Should().Be(1);
    }

    [Fact]
    public void CloseBefore_FiguresOfTheGenerator_AreThoseOfTheSecondAlone()
    {
        var first = _tally.CloseBefore(At(1.2, cpuMs: 400, skipped: 5), TimeSpan.FromMilliseconds(30)).Single();
        var second = _tally.CloseBefore(At(2.2, cpuMs: 900, skipped: 7), TimeSpan.FromMilliseconds(70)).Single();

        (first.GeneratorCpuMicros, first.StoreCpuMicros, first.SkippedStarts).Should().Be((400_000, 30_000, 5));
        (second.GeneratorCpuMicros, second.StoreCpuMicros, second.SkippedStarts).Should().Be((500_000, 40_000, 2));
    }

    private static StepSecond Step(TimelineSecond second, int place)
    {
        var encoded = second.Steps.Span;
        var steps = new[] { new StepSecond(), new StepSecond() };
        foreach (var step in steps)
            step.AddEncoded(ref encoded);
        encoded.IsEmpty.Should().BeTrue();
        return steps[place];
    }

    private static Outcome EndedAt(int ms, int step = 0, bool failed = false) => new()
    {
        Step = step,
        StartedMicros = (ms * 1000) - 300,
        PlannedMicros = (ms * 1000) - 400,
        TotalMicros = 300,
        Failure = failed ? FailureKind.Status : FailureKind.None,
    };

    private static GeneratorMoment At(double seconds, int cpuMs = 0, long skipped = 0, int users = 3) => new()
    {
        Elapsed = TimeSpan.FromSeconds(seconds),
        CpuTime = TimeSpan.FromMilliseconds(cpuMs),
        Ended = 0,
        Failed = 0,
        BytesMoved = 0,
        Skipped = skipped,
        VirtualUsers = users,
        OpenConnections = 4,
    };
}
