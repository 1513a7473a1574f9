using Curlew.Domain.Definitions;
using Curlew.Domain.Engines;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Engine.Load;
using Curlew.Engine.Recovery;

namespace Curlew.Engine.Measurement;

/// <summary>Everything that was measured of a run: what summary and self-checks are made of.</summary>
internal sealed record RunMeasurement
{
    public required RunDefinition Definition { get; init; }

    public required EngineDescription Engine { get; init; }

    public required PreflightResult Preflight { get; init; }

    /// <summary>What the outcomes add up to.</summary>
    public required RunTally Tally { get; init; }

    /// <summary>What came of the thresholds.</summary>
    public required IReadOnlyList<ThresholdResult> Thresholds { get; init; }

    /// <summary>What each event loop told.</summary>
    public required IReadOnlyList<LoopReport> Loops { get; init; }

    /// <summary>From the first start to the last end, warm-up included.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Whether the load was ended before its defined end.</summary>
    public required bool EndedEarly { get; init; }

    /// <summary>CPU time that storing outcomes and adding them up took.</summary>
    public required TimeSpan StoreCpuTime { get; init; }

    /// <summary>Outcomes that event loops wrote and the sink never got.</summary>
    public required long OutcomesDropped { get; init; }

    /// <summary>What the sink did with those that it got.</summary>
    public required OutcomesKept Kept { get; init; }

    public required long PeakMemoryBytes { get; init; }

    /// <summary>How long the garbage collector paused the process.</summary>
    public required TimeSpan GcPause { get; init; }

    /// <summary>What the machine had to give before the load.</summary>
    public required MachineRoom Room { get; init; }

    /// <summary>Whether phases of sending are known.</summary>
    public required bool KnowsRequestSent { get; init; }

    /// <summary>What is to be known of it where this was put together afterwards; null where it was measured.</summary>
    public RecoveryNote? Recovery { get; init; }

    /// <summary>Whether there are outcomes behind the tally, and not only seconds.</summary>
    internal bool KnowsOutcomes => Recovery is not { IsOfOutcomes: false };

    /// <summary>From the end of the warm-up to the last end.</summary>
    internal TimeSpan Duration => Elapsed > Definition.WarmUp ? Elapsed - Definition.WarmUp : TimeSpan.Zero;

    /// <summary>CPU time of all event loops, in seconds.</summary>
    internal double CpuSeconds => Loops.Sum(loop => loop.CpuTime.TotalSeconds);

    /// <summary>The duration in seconds; never 0, to be divided by.</summary>
    internal double Seconds => Math.Max(Duration.TotalSeconds, 1e-6);

    /// <summary>The time since the first start, in seconds; never 0, to be divided by.</summary>
    internal double ElapsedSeconds => Math.Max(Elapsed.TotalSeconds, 1e-6);

    /// <summary>The most virtual users that were busy at one time.</summary>
    internal int PeakVirtualUsers => Loops.Sum(loop => loop.PeakVirtualUsers);

    /// <summary>Starts that found no virtual user free.</summary>
    internal long Skipped => Loops.Sum(loop => loop.Skipped);
}
