using System.Globalization;
using Curlew.Domain.Definitions.Load;
using Curlew.Domain.Summaries;
using Curlew.Engine.Measurement;

namespace Curlew.Engine.SelfChecks;

/// <summary>Whether requests were started when they were planned to.</summary>
internal static class PacingChecks
{
    private const double LagWarnMs = 5;
    private const double LagInvalidMs = 50;

    internal static SelfCheck StartLag(RunMeasurement run, StepTally total)
    {
        var lag = total.StartLag;
        var figures = string.Create(
            CultureInfo.InvariantCulture, $"p50 {lag.PercentileMs(50):0.###} ms, p99 {lag.PercentileMs(99):0.###} ms, max {lag.MaxMs:0.###} ms");
        const string name = "startLag";
        const string unit = "milliseconds";
        if (run.Definition is not { Load: OpenLoad, PlacesStreams: false })
        {
            return new SelfCheck(name, SelfCheckResult.Pass, lag.PercentileMs(99), unit,
                $"p99 of how much later than planned requests really started ({figures}). Not judged here: in closed load a user "
                + "plans its request when it is ready, and with streamsPerConnection requests wait for streams.");
        }

        return SelfCheckRules.Upper(name, lag.PercentileMs(99), unit, LagWarnMs, LagInvalidMs,
            $"p99 of how much later than planned requests really started ({figures}). Service time leaves it out, response time has it.");
    }

    internal static SelfCheck SkippedStarts(RunMeasurement run) =>
        SelfCheckRules.Zero("skippedStarts", run.Skipped, "starts", SelfCheckResult.Warn,
            "Open load: planned starts that found no virtual user free (maxVirtualUsers). The target, slower than the plan allows for, "
            + "got that much less load.");
}
