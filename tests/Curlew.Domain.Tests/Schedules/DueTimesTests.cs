using Curlew.Domain.Schedules;

namespace Curlew.Domain.Tests.Schedules;

/// <summary>What becomes of times that came due.</summary>
public sealed class DueTimesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(MisfireChoice.RunOnce)]
    [InlineData(MisfireChoice.Skip)]
    public void Of_OneThatIsNotLate_GetsARun(MisfireChoice choice)
    {
        var due = DueTimes.Of([Noon], Noon + ScheduleLimits.LateAfter, choice);

        due.Fires.Should().Be(Noon);
        due.Missed.Should().BeEmpty();
    }

    [Fact]
    public void Of_OneThatIsLate_GoesByTheChoice()
    {
        var now = Noon + ScheduleLimits.LateAfter + TimeSpan.FromSeconds(1);

        DueTimes.Of([Noon], now, MisfireChoice.RunOnce).Fires.Should().Be(Noon);
        var skipped = DueTimes.Of([Noon], now, MisfireChoice.Skip);
        skipped.Fires.Should().BeNull();
        skipped.Missed.Should().ContainSingle().Which.DueAt.Should().Be(Noon);
    }

    [Fact]
    public void Of_Several_OnlyTheNewestMayGetARun()
    {
        var due = DueTimes.Of(Hours(5), Noon.AddHours(5), MisfireChoice.RunOnce);

        due.Fires.Should().Be(Noon.AddHours(4));
        due.Missed.Select(missed => missed.DueAt).Should().Equal(Hours(4));
        due.Missed.Should().OnlyContain(missed => missed.Reason.Contains("2026-03-01T16:00:00Z"));
    }

    /// <summary>A service that was down for months must not write a row for each minute.</summary>
    [Theory]
    [InlineData(MisfireChoice.RunOnce, 899)]
    [InlineData(MisfireChoice.Skip, 900)]
    public void Of_MoreThanAreKept_TheOldestKeptSaysHowManyMore(MisfireChoice choice, int dropped)
    {
        var due = DueTimes.Of(Hours(1_000), Noon.AddDays(100), choice);

        due.Missed.Should().HaveCount(DueTimes.MostMissed);
        due.Missed.Select(missed => missed.DueAt).Should().BeInAscendingOrder();
        due.Missed[0].Reason.Should().Contain($"{dropped} earlier ones").And.Contain("2026-03-01T12:00:00Z");
        due.Missed.Skip(1).Should().OnlyContain(missed => !missed.Reason.Contains("earlier ones"));
    }

    [Theory]
    [InlineData(MisfireChoice.RunOnce)]
    [InlineData(MisfireChoice.Skip)]
    public void Of_AnyNumber_EachIsKeptOrCounted(MisfireChoice choice)
    {
        for (var count = 95; count < 106; count++)
        {
            var due = DueTimes.Of(Hours(count), Noon.AddDays(100), choice);

            (due.MissedInAll + (due.Fires is null ? 0 : 1)).Should().Be(count);
            due.Missed.Should().HaveCount((int)Math.Min(due.MissedInAll, DueTimes.MostMissed));
            due.Missed[0].Reason.Contains("earlier ones").Should().Be(due.MissedInAll > DueTimes.MostMissed);
        }
    }

    [Fact]
    public void Of_None_IsNothing()
    {
        var due = DueTimes.Of([], Noon, MisfireChoice.RunOnce);

        due.Fires.Should().BeNull();
        due.Missed.Should().BeEmpty();
    }

    private static IEnumerable<DateTimeOffset> Hours(int count) => Enumerable.Range(0, count).Select(hour => Noon.AddHours(hour));
}
