using Curlew.Engine.Measurement;

namespace Curlew.Engine.Load;

/// <summary>What one event loop has to tell when it has ended.</summary>
internal sealed record LoopReport
{
    /// <summary>What each step's outcomes add up to, in the journey's order.</summary>
    public required IReadOnlyList<StepTally> Steps { get; init; }

    /// <summary>CPU time of the loop's thread from go to end.</summary>
    public required TimeSpan CpuTime { get; init; }

    /// <summary>Managed memory that the loop's thread allocated from go to end, in bytes.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>When its last request ended, as a timestamp.</summary>
    public required long LastEnd { get; init; }

    /// <summary>The most sockets that it had open at one time.</summary>
    public required int PeakOpen { get; init; }

    /// <summary>The longest time in which it did not look at its sockets.</summary>
    public required TimeSpan LongestTurn { get; init; }

    /// <summary>How often a start had to wait because outcomes were not stored fast enough.</summary>
    public required long StartsHeldBack { get; init; }
}
