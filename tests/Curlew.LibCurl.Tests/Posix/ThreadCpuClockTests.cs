using System.Diagnostics;
using Curlew.LibCurl.Posix;

namespace Curlew.LibCurl.Tests.Posix;

public sealed class ThreadCpuClockTests
{
    [Fact]
    public void Now_AfterWork_HasMovedAtMostAsFarAsTheWall()
    {
        var wall = Stopwatch.StartNew();
        var before = ThreadCpuClock.Now();

        var work = 1.0;
        while (wall.ElapsedMilliseconds < 30)
            work = Math.Sqrt(work + 1);

        var used = ThreadCpuClock.Now() - before;
        used.Should().BePositive().And.BeLessThanOrEqualTo(wall.Elapsed);
        work.Should().BePositive();
    }

    [Fact]
    public void Now_WhileWaiting_HardlyMoves()
    {
        using var never = new ManualResetEventSlim();
        var before = ThreadCpuClock.Now();

        never.Wait(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);

        (ThreadCpuClock.Now() - before).Should().BeLessThan(TimeSpan.FromMilliseconds(150), "it is the thread's clock and not the wall's");
    }
}
