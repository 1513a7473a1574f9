using Curlew.Domain.Definitions;
using Curlew.Domain.Engines;
using Curlew.Domain.Summaries;
using Curlew.Engine.Load;

namespace Curlew.Engine.Measurement;

/// <summary>Everything that was measured of a run: what summary and self-checks are made of.</summary>
internal sealed record RunMeasurement
{
    public required RunDefinition Definition { get; init; }

    public required EngineDescription Engine { get; init; }

    public required PreflightResult Preflight { get; init; }

    /// <summary>What each event loop told.</summary>
    public required IReadOnlyList<LoopReport> Loops { get; init; }

    /// <summary>From the first start to the last end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>CPU time that storing outcomes took.</summary>
    public required TimeSpan StoreCpuTime { get; init; }

    public required long PeakMemoryBytes { get; init; }

    /// <summary>How long the garbage collector paused the process.</summary>
    public required TimeSpan GcPause { get; init; }

    /// <summary>How many descriptors the process may have open.</summary>
    public required long OpenFileLimit { get; init; }

    /// <summary>Whether phases of sending are known.</summary>
    public required bool KnowsRequestSent { get; init; }

    /// <summary>CPU time of all event loops, in seconds.</summary>
    internal double CpuSeconds => Loops.Sum(loop => loop.CpuTime.TotalSeconds);

    /// <summary>The duration in seconds; never 0, to be divided by.</summary>
    internal double Seconds => Math.Max(Duration.TotalSeconds, 1e-6);
}
