using System.Net;

namespace Curlew.Engine.Load;

/// <summary>What one event loop has to tell when it has ended.</summary>
internal sealed record LoopReport
{
    /// <summary>CPU time of the loop's thread from go to end.</summary>
    public required TimeSpan CpuTime { get; init; }

    /// <summary>How long the loop's thread was ready to run and had no core; 0 where the kernel does not say.</summary>
    public required TimeSpan RunQueueWait { get; init; }

    /// <summary>The time for which it did not wait for sockets and timers.</summary>
    public required TimeSpan Busy { get; init; }

    /// <summary>Managed memory that the loop's thread allocated from go to end, in bytes.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>When its last request ended, as a timestamp.</summary>
    public required long LastEnd { get; init; }

    /// <summary>The most sockets that it had open at one time.</summary>
    public required int PeakOpen { get; init; }

    /// <summary>The most requests that were on one connection at one time.</summary>
    public required int PeakStreams { get; init; }

    /// <summary>The most virtual users that had an iteration under way at one time.</summary>
    public required int PeakVirtualUsers { get; init; }

    /// <summary>The addresses that connections were opened to.</summary>
    public required IReadOnlyList<IPAddress> RemoteAddresses { get; init; }

    /// <summary>The longest time in which it did not look at its sockets.</summary>
    public required TimeSpan LongestTurn { get; init; }

    /// <summary>How often a start had to wait because outcomes were not stored fast enough.</summary>
    public required long StartsHeldBack { get; init; }

    /// <summary>Starts that found no virtual user free; this and the following without the warm-up.</summary>
    public required long Skipped { get; init; }

    /// <summary>Iterations that were begun.</summary>
    public required long IterationsStarted { get; init; }

    /// <summary>Those of them that got to the end of the journey.</summary>
    public required long IterationsCompleted { get; init; }
}
