using System.Globalization;
using Curlew.Domain.Summaries;
using Curlew.Engine.Load;
using Curlew.Engine.Measurement;

namespace Curlew.Engine.SelfChecks;

/// <summary>Whether event loops, collector and runtime kept up.</summary>
internal static class LoopChecks
{
    private const double BusyWarnPercent = 70;
    private const double BusyInvalidPercent = 90;
    private const double GapWarnMs = 20;
    private const double GapInvalidMs = 200;
    private const double GcPauseWarnPercent = 1;
    private const double GcPauseInvalidPercent = 10;

    /// <summary>
    /// CPU alone would not do: a loop that gets only a fraction of a core is at its limit with little CPU. So what it waited
    /// for a core counts as well, and so does the time that passed while it was at work.
    /// </summary>
    internal static SelfCheck Busy(RunMeasurement run)
    {
        var busiest = run.Loops.MaxBy(BusyTime)!;
        var percent = 100 * BusyTime(busiest) / run.Elapsed;
        var parts = string.Create(
            CultureInfo.InvariantCulture,
            $"{Percent(busiest.CpuTime)} % CPU, {Percent(busiest.RunQueueWait)} % waiting for a core");
        return SelfCheckRules.Upper("eventLoopBusy", run.Elapsed == TimeSpan.Zero ? 0 : percent, "percent", BusyWarnPercent, BusyInvalidPercent,
            $"The share of the time in which the busiest event loop had work to do ({parts}). Near 100 the generator is the bottleneck: "
            + "rates are its own limit and times include waiting inside it. Use more event loops (Execution:EventLoops), a machine with "
            + "cores to spare, or less load.");

        double Percent(TimeSpan time) => Math.Round(100 * time.TotalSeconds / run.ElapsedSeconds, 1);
    }

    internal static SelfCheck LongestGap(RunMeasurement run) =>
        SelfCheckRules.Upper("longestLoopGap", run.Loops.Max(loop => loop.LongestTurn.TotalMilliseconds), "milliseconds", GapWarnMs, GapInvalidMs,
            "The longest time in which an event loop did not look at its sockets; answers that came meanwhile look that much slower.");

    internal static SelfCheck GcPause(RunMeasurement run) =>
        SelfCheckRules.Upper("gcPause", 100 * run.GcPause.TotalSeconds / run.ElapsedSeconds, "percent", GcPauseWarnPercent, GcPauseInvalidPercent,
            "The share of the run in which the garbage collector paused the process.");

    internal static SelfCheck HeldBackByStore(RunMeasurement run) =>
        SelfCheckRules.Zero("startsHeldBackByStore", run.Loops.Sum(loop => loop.StartsHeldBack), "starts", SelfCheckResult.Warn,
            "How often a request was started late because outcomes could not be stored fast enough. None is ever dropped.");

    internal static SelfCheck OutcomesDropped(RunMeasurement run) =>
        SelfCheckRules.Zero("outcomesDropped", run.OutcomesDropped, "outcomes", SelfCheckResult.Invalid,
            "Outcomes that were measured and are in no figure, because storing them failed.");

    private static TimeSpan BusyTime(LoopReport loop)
    {
        var onOrWaiting = loop.CpuTime + loop.RunQueueWait;
        return onOrWaiting > loop.Busy ? onOrWaiting : loop.Busy;
    }
}
