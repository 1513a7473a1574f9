using System.Globalization;
using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Summaries;

namespace Curlew.Engine.Measurement;

/// <summary>Judges the generator itself: whether a run's figures show the target or the tool.</summary>
internal static class SelfCheckRules
{
    private const double CpuWarnPercent = 70;
    private const double CpuInvalidPercent = 90;
    private const double LoopGapWarnMs = 20;
    private const double LoopGapInvalidMs = 200;
    private const double GcPauseWarnPercent = 1;
    private const double GcPauseInvalidPercent = 10;
    private const double ReconnectWarnPercent = 5;

    /// <summary>Descriptors that the service itself may need beside connections.</summary>
    private const long DescriptorsOfService = 256;

    internal static IReadOnlyList<SelfCheck> Evaluate(RunMeasurement run, StepTally total) =>
    [
        EventLoopCpu(run),
        LoopGap(run),
        GcPause(run),
        StoreKeptUp(run),
        HiddenRepeats(total),
        NegotiatedVersion(run, total),
        ConnectionReuse(run, total),
        Descriptors(run),
    ];

    private static SelfCheck EventLoopCpu(RunMeasurement run)
    {
        var percent = 100 * run.Loops.Max(loop => loop.CpuTime.TotalSeconds) / run.Seconds;
        return Upper("eventLoopCpu", percent, "percent", CpuWarnPercent, CpuInvalidPercent,
            "The busiest event loop's share of a core. Near 100 the generator is the bottleneck: rates are its own limit and "
            + "times include waiting inside it. Use more event loops (Execution:EventLoops) or less load.");
    }

    private static SelfCheck LoopGap(RunMeasurement run) =>
        Upper("longestLoopGap", run.Loops.Max(loop => loop.LongestTurn.TotalMilliseconds), "milliseconds", LoopGapWarnMs, LoopGapInvalidMs,
            "The longest time in which an event loop did not look at its sockets; answers that came meanwhile look that much slower.");

    private static SelfCheck GcPause(RunMeasurement run) =>
        Upper("gcPause", 100 * run.GcPause.TotalSeconds / run.Seconds, "percent", GcPauseWarnPercent, GcPauseInvalidPercent,
            "The share of the run in which the garbage collector paused the process.");

    private static SelfCheck StoreKeptUp(RunMeasurement run)
    {
        var heldBack = run.Loops.Sum(loop => loop.StartsHeldBack);
        return new SelfCheck("startsHeldBackByStore", heldBack == 0 ? SelfCheckResult.Pass : SelfCheckResult.Warn, heldBack, "starts",
            "How often a request was started late because outcomes could not be stored fast enough. None is ever dropped.");
    }

    private static SelfCheck HiddenRepeats(StepTally total) =>
        new("hiddenRepeats", total.HiddenRepeats == 0 ? SelfCheckResult.Pass : SelfCheckResult.Warn, total.HiddenRepeats, "requests",
            "How often libcurl silently sent a request again, because a reused connection had died or a stream was refused; the "
            + "server saw that many more requests.");

    private static SelfCheck NegotiatedVersion(RunMeasurement run, StepTally total)
    {
        var others = total.Requests - total.ByHttpVersion[(int)NegotiatedHttpVersion.None] - (run.Definition.HttpVersion switch
        {
            HttpVersionChoice.Http11 => total.ByHttpVersion[(int)NegotiatedHttpVersion.Http11],
            HttpVersionChoice.Http2 or HttpVersionChoice.Http2PriorKnowledge => total.ByHttpVersion[(int)NegotiatedHttpVersion.Http2],
            _ => total.Requests - total.ByHttpVersion[(int)NegotiatedHttpVersion.None],
        });
        return new SelfCheck("negotiatedHttpVersion", others == 0 ? SelfCheckResult.Pass : SelfCheckResult.Warn, others, "requests",
            $"Answers that came in another HTTP version than httpVersion \"{run.Definition.HttpVersion.ToWord()}\" asked for.");
    }

    private static SelfCheck ConnectionReuse(RunMeasurement run, StepTally total)
    {
        // Each virtual user (or, where that was asked for, each request) may open its own connection once.
        var allowed = run.Definition.ConnectionReuse == Domain.Definitions.ConnectionReuse.None ? total.Requests : run.Definition.Load.VirtualUsers;
        var reconnects = Math.Max(0, total.Opened - allowed);
        var percent = total.Requests == 0 ? 0 : 100.0 * reconnects / total.Requests;
        var message = "The share of requests for which a connection had to be opened beyond one per virtual user, or per request with connectionReuse none.";
        if (percent > ReconnectWarnPercent && run.Definition.MaxConnects < run.Definition.Load.VirtualUsers)
        {
            message += string.Create(CultureInfo.InvariantCulture,
                $" maxConnects is {run.Definition.MaxConnects} with {run.Definition.Load.VirtualUsers} virtual users: libcurl closes what does not fit its cache.");
        }

        return new SelfCheck("reconnects", percent > ReconnectWarnPercent ? SelfCheckResult.Warn : SelfCheckResult.Pass, Math.Round(percent, 2), "percent", message);
    }

    private static SelfCheck Descriptors(RunMeasurement run)
    {
        var left = run.OpenFileLimit - DescriptorsOfService - run.Loops.Sum(loop => loop.PeakOpen);
        return new SelfCheck("descriptorsLeft", left > 0 ? SelfCheckResult.Pass : SelfCheckResult.Invalid, left, "descriptors",
            "How many more connections could have been open; none means that connections failed for want of descriptors (ulimit -n).");
    }

    private static SelfCheck Upper(string name, double value, string unit, double warn, double invalid, string message)
    {
        var result = value >= invalid ? SelfCheckResult.Invalid : value >= warn ? SelfCheckResult.Warn : SelfCheckResult.Pass;
        return new SelfCheck(name, result, Math.Round(value, 3), unit, message);
    }
}
