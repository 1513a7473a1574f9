namespace Curlew.Domain.Timelines;

/// <summary>
/// One second of a run, as it is kept: a request belongs to the second in which it ended. Seconds in which nothing at all
/// happened are there as well.
/// </summary>
public sealed record TimelineSecond
{
    /// <summary>Its number, from 0 at the run's start.</summary>
    public required int Second { get; init; }

    /// <summary>How long it lasted, in seconds: 1, less where the load ended within it, up to 0.1 more where it ended just after it.</summary>
    public required double Length { get; init; }

    /// <summary>The most virtual users that had an iteration under way at one time, as seen some dozen times within it.</summary>
    public required int VirtualUsers { get; init; }

    /// <summary>The most connections that were open at one time, as seen then.</summary>
    public required int OpenConnections { get; init; }

    /// <summary>Starts within it that found no virtual user free.</summary>
    public required long SkippedStarts { get; init; }

    /// <summary>CPU time of all event loops within it, in microseconds.</summary>
    public required long GeneratorCpuMicros { get; init; }

    /// <summary>CPU time of the thread that stores outcomes within it, in microseconds.</summary>
    public required long StoreCpuMicros { get; init; }

    /// <summary>The steps in the journey's order, each encoded by <see cref="StepSecond.Encode"/>, one after the other.</summary>
    public required ReadOnlyMemory<byte> Steps { get; init; }
}
