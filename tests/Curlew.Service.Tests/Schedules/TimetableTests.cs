using System.Globalization;
using Curlew.Service.Schedules;

namespace Curlew.Service.Tests.Schedules;

/// <summary>When schedules are due, above all where the clock is changed.</summary>
public sealed class TimetableTests
{
    /// <summary>An expression, a zone, a moment, and the next times in UTC, by hand.</summary>
    public static TheoryData<string, string, string, string> Times { get; } = new()
    {
        // Central Europe, spring: 02:00 to 03:00 is not there; due once, when the clock goes on.
        { "30 2 * * *", "Europe/Berlin", "2026-03-28T00:00Z", "2026-03-28T01:30Z 2026-03-29T01:00Z 2026-03-30T00:30Z" },
        { "*/30 * * * *", "Europe/Berlin", "2026-03-29T00:00Z", "2026-03-29T00:30Z 2026-03-29T01:00Z 2026-03-29T01:30Z" },

        // Autumn: 02:00 to 03:00 is there twice; a daily time is due the first time only, intervals both times.
        { "30 2 * * *", "Europe/Berlin", "2026-10-24T00:00Z", "2026-10-24T00:30Z 2026-10-25T00:30Z 2026-10-26T01:30Z" },
        { "0 * * * *", "Europe/Berlin", "2026-10-24T23:00Z", "2026-10-25T00:00Z 2026-10-25T01:00Z 2026-10-25T02:00Z" },
        { "*/30 * * * *", "Europe/Berlin", "2026-10-25T00:00Z", "2026-10-25T00:30Z 2026-10-25T01:00Z 2026-10-25T01:30Z" },

        { "30 2 * * *", "America/New_York", "2026-03-07T12:00Z", "2026-03-08T07:00Z 2026-03-09T06:30Z 2026-03-10T06:30Z" },
        { "30 1 * * *", "America/New_York", "2026-10-31T12:00Z", "2026-11-01T05:30Z 2026-11-02T06:30Z 2026-11-03T06:30Z" },

        // Half an hour only.
        { "15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00Z", "2026-10-03T15:30Z 2026-10-04T15:15Z" },
        { "45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00Z", "2026-04-04T14:45Z 2026-04-05T15:15Z" },

        { "0 0 29 2 *", "UTC", "2026-01-01T00:00Z", "2028-02-29T00:00Z 2032-02-29T00:00Z 2036-02-29T00:00Z" },
        { "0 0 L * *", "UTC", "2028-01-31T00:00Z", "2028-02-29T00:00Z 2028-03-31T00:00Z" },
        { "@daily", "Asia/Kolkata", "2026-01-01T00:00Z", "2026-01-01T18:30Z 2026-01-02T18:30Z" },
        { "@hourly", "UTC", "2026-01-01T00:30Z", "2026-01-01T01:00Z 2026-01-01T02:00Z" },
        { "@every_minute", "UTC", "2026-01-01T00:00Z", "2026-01-01T00:01Z 2026-01-01T00:02Z" },
        { "15 30 18 * * *", "UTC", "2026-01-01T00:00Z", "2026-01-01T18:30:15Z 2026-01-02T18:30:15Z" },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void After_AMoment_IsTheNextTimes(string cron, string zone, string after, string expected)
    {
        var times = expected.Split(' ').Select(Moment).ToList();

        Timetable.Find(cron, zone)!.After(Moment(after)).Take(times.Count).Should().Equal(times);
    }

    [Fact]
    public void After_AMoment_HasTheOffsetOfTheZone() =>
        Timetable.Find("0 12 * * *", "Europe/Berlin")!.After(Moment("2026-10-24T00:00Z")).Take(2).Select(time => time.Offset.TotalHours)
            .Should().Equal(2, 1);

    [Theory]
    [InlineData("0 0 30 2 *", "never due")]
    [InlineData("0 0 31 4,6,9,11 *", "never due")]
    [InlineData("* * * *", "Cannot be read")]
    [InlineData("61 * * * *", "Cannot be read")]
    [InlineData("@often", "@hourly")]
    [InlineData("", "Cannot be read")]
    [InlineData("*/10 * * * * *", "after 10 s")]
    [InlineData("@every_second", "after 1 s")]
    [InlineData("0,59 59,0 23,0 * * *", "after 1 s")]
    [InlineData("*/30 * * * 12 *", "after 30 s")]
    public void FaultOf_AnExpressionThatCannotBe_SaysWhyAndWhatCan(string cron, string part) =>
        CronRule.FaultOf(cron, TimeZoneInfo.Utc, Moment("2026-01-01T00:00Z")).Should().Contain(part);

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("0 0 29 2 *")]
    [InlineData("30 * * * * *")]
    [InlineData("@yearly")]
    public void FaultOf_AnExpressionThatCanBe_IsNull(string cron) =>
        CronRule.FaultOf(cron, TimeZoneInfo.Utc, Moment("2026-01-01T00:00Z")).Should().BeNull();

    [Theory]
    [InlineData("Europe/Berln", "Europe/Berlin")]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("New York", "America/New_York")]
    [InlineData("W. Europe Standard Time", "name of Windows")]
    [InlineData("../../etc/passwd", "IANA")]
    [InlineData("localtime", "IANA")]
    [InlineData("", "IANA")]
    public void FaultOf_ANameThatIsNoZone_SaysWhatIsMeant(string name, string part)
    {
        ZoneName.Find(name).Should().BeNull();
        ZoneName.FaultOf(name).Should().Contain(part);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/UTC")]
    [InlineData("Etc/GMT+3")]
    [InlineData("US/Eastern")]
    [InlineData("America/Argentina/Buenos_Aires")]
    public void Find_AName_IsItsZone(string name) => ZoneName.Find(name).Should().NotBeNull();

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
