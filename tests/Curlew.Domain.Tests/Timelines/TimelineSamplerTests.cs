using System.Buffers;
using Curlew.Domain.Timelines;

namespace Curlew.Domain.Tests.Timelines;

/// <summary>Points say what the seconds within them say together.</summary>
public sealed class TimelineSamplerTests
{
    private static readonly string[] Names = ["login", "cart"];

    [Fact]
    public void Sample_WidthOfOne_IsAPointForEachSecond()
    {
        var points = new TimelineSampler(Names, warmUpSeconds: 1).Sample([Second(0, 10, 20), Second(1, 30, 40)]).ToList();

        points.Select(point => (point.FromSeconds, point.ToSeconds, point.WarmUp)).Should().Equal((0, 1, true), (1, 2, false));
        points[1].Total.Should().BeEquivalentTo(new { Name = "total", Requests = 2L, Failed = 1L, RatePerSecond = 2.0, ErrorPercent = 50.0 });
        points[1].Steps!.Select(step => (step.Name, step.Requests, step.ServiceTimeMs!.Max)).Should().Equal(("login", 1, 30), ("cart", 1, 40));
    }

    [Fact]
    public void Sample_WiderSpans_AddUpAndLieOnMultiples()
    {
        var seconds = Enumerable.Range(3, 5).Select(second => Second(second, second, 100)).Append(Second(8, 8, 100) with { Length = 0.5 });

        var points = new TimelineSampler(Names, 0, width: 4).Sample(seconds).ToList();

        points.Select(point => (point.FromSeconds, point.ToSeconds)).Should().Equal((3, 4), (4, 8), (8, 8.5));
        points.Select(point => point.Total.Requests).Should().Equal(2, 8, 2);
        points.Select(point => point.Total.RatePerSecond).Should().Equal(2, 2, 4);
        points[1].VirtualUsers.Should().Be(7);
        points[1].SkippedStarts.Should().Be(4);
        points[1].GeneratorCpuPercent.Should().Be(25);
        points[1].Steps![0].ServiceTimeMs!.P50.Should().BeApproximately(5, 0.05);
        points[1].Total.ServiceTimeMs!.Min.Should().Be(4);
        points[1].Total.ServiceTimeMs!.Max.Should().Be(100);
    }

    [Fact]
    public void Sample_MissingSeconds_AreNotInvented()
    {
        var points = new TimelineSampler(Names, 0, width: 2).Sample([Second(0, 1, 1), Second(3, 1, 1), Second(9, 1, 1)]).ToList();

        points.Select(point => point.FromSeconds).Should().Equal(0, 3, 9);
        points.Select(point => point.Total.RatePerSecond).Should().Equal(2, 2, 2);
    }

    [Fact]
    public void Sample_OnlyOneStep_IsAboutIt()
    {
        var point = new TimelineSampler(Names, 0, only: 1).Sample([Second(0, 10, 20)]).Single();

        point.Total.Name.Should().Be("cart");
        point.Total.Requests.Should().Be(1);
        point.Total.ServiceTimeMs!.Min.Should().Be(20);
        point.Steps.Should().BeNull();
    }

    [Fact]
    public void Sample_JourneyOfOneStep_HasNoSteps()
    {
        var second = Second(0, 10, 20) with { Steps = Encoded(Step(10)) };

        var point = new TimelineSampler(["page"], 0).Sample([second]).Single();

        point.Steps.Should().BeNull();
        point.Total.Name.Should().Be("total");
        point.Total.Requests.Should().Be(1);
    }

    [Fact]
    public void Sample_SecondWithoutRequests_HasNoTimes()
    {
        var second = Second(0, 1, 1) with { Steps = Encoded(new StepSecond(), new StepSecond()) };

        var point = new TimelineSampler(Names, 0).PointOf(second);

        point.Total.Requests.Should().Be(0);
        point.Total.ResponseTimeMs.Should().BeNull();
        point.Total.ErrorPercent.Should().Be(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Sample_SecondOfAnotherJourney_IsInvalidData(int steps)
    {
        var sampler = new TimelineSampler([.. Enumerable.Range(0, steps).Select(step => $"step{step}")], 0);

        var sample = () => sampler.Sample([Second(0, 1, 1)]).ToList();

        sample.Should().Throw<InvalidDataException>();
    }

    [Fact]
    public async Task SampleAsync_Seconds_IsAsSample()
    {
        TimelineSecond[] seconds = [Second(0, 1, 2), Second(1, 3, 4), Second(2, 5, 6)];

        var points = await new TimelineSampler(Names, 0, width: 2).SampleAsync(seconds.ToAsyncEnumerable())
            .ToListAsync(TestContext.Current.CancellationToken);

        points.Should().BeEquivalentTo(new TimelineSampler(Names, 0, width: 2).Sample(seconds).ToList());
    }

    private static TimelineSecond Second(int second, int loginMs, int cartMs) => new()
    {
        Second = second,
        Length = 1,
        VirtualUsers = second,
        OpenConnections = 2,
        SkippedStarts = 1,
        GeneratorCpuMicros = 250_000,
        StoreCpuMicros = 10_000,
        Steps = Encoded(Step(loginMs), Step(cartMs, failed: 1)),
    };

    private static StepSecond Step(int ms, int failed = 0)
    {
        var step = new StepSecond { Requests = 1, Failed = failed, BytesUp = 10, BytesDown = 100 };
        step.ServiceTime.Record(ms * 1000);
        step.ResponseTime.Record(ms * 1000);
        return step;
    }

    private static byte[] Encoded(params StepSecond[] steps)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var step in steps)
            step.Encode(output);
        return output.WrittenSpan.ToArray();
    }
}
