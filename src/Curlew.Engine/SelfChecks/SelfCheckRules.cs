using Curlew.Domain.Summaries;
using Curlew.Engine.Measurement;
using Curlew.Engine.Recovery;

namespace Curlew.Engine.SelfChecks;

/// <summary>Judges the generator itself: whether a run's figures show the target or the tool.</summary>
internal static class SelfCheckRules
{
    internal static IReadOnlyList<SelfCheck> Evaluate(RunMeasurement run, StepTally total) =>
        run.Recovery is { } recovery ? OfRecovered(run, recovery, total) : OfMeasured(run, total);

    /// <summary>The generator cannot be asked any more: what is left tells of the traffic.</summary>
    private static IReadOnlyList<SelfCheck> OfRecovered(RunMeasurement run, RecoveryNote recovery, StepTally total) =>
    [
        recovery.ToSelfCheck(),
        .. recovery.IsOfOutcomes
            ? [PacingChecks.StartLag(run, total), TrafficChecks.HiddenRepeats(total), TrafficChecks.NegotiatedVersion(run, total)]
            : Array.Empty<SelfCheck>(),
        PacingChecks.SkippedStarts(run),
        TrafficChecks.WarmUp(run),
    ];

    private static IReadOnlyList<SelfCheck> OfMeasured(RunMeasurement run, StepTally total) =>
    [
        PacingChecks.StartLag(run, total),
        PacingChecks.SkippedStarts(run),
        LoopChecks.Busy(run),
        LoopChecks.LongestGap(run),
        LoopChecks.GcPause(run),
        LoopChecks.HeldBackByStore(run),
        LoopChecks.OutcomesDropped(run),
        TrafficChecks.HiddenRepeats(total),
        TrafficChecks.NegotiatedVersion(run, total),
        TrafficChecks.Reconnects(run, total),
        TrafficChecks.RemoteAddresses(run),
        TrafficChecks.WarmUp(run),
        MachineChecks.Descriptors(run),
        MachineChecks.LocalPorts(run, total),
        MachineChecks.TargetOnSameMachine(run),
    ];

    /// <summary>The worst of all.</summary>
    internal static SelfCheckResult Worst(IReadOnlyList<SelfCheck> checks) => checks.Max(check => check.Result);

    /// <summary>A check whose figure is the worse the greater it is.</summary>
    internal static SelfCheck Upper(string name, double value, string unit, double warn, double invalid, string message) =>
        new(name, Grade(value, warn, invalid), Math.Round(value, 3), unit, message);

    /// <summary>A check whose figure is to be 0.</summary>
    internal static SelfCheck Zero(string name, double value, string unit, SelfCheckResult otherwise, string message) =>
        new(name, value == 0 ? SelfCheckResult.Pass : otherwise, value, unit, message);

    private static SelfCheckResult Grade(double value, double warn, double invalid) =>
        value >= invalid ? SelfCheckResult.Invalid : value >= warn ? SelfCheckResult.Warn : SelfCheckResult.Pass;
}
