using Curlew.Domain.Summaries;

namespace Curlew.Domain.Timelines;

/// <summary>What happened within one span of a run. A request belongs to the span in which it ended.</summary>
public sealed record TimelinePoint
{
    /// <summary>Where the span begins, in seconds since the run's start.</summary>
    public required double FromSeconds { get; init; }

    /// <summary>Where it ends.</summary>
    public required double ToSeconds { get; init; }

    /// <summary>Whether it is part of the warm-up, which the summary's figures leave out.</summary>
    public required bool WarmUp { get; init; }

    /// <summary>The most virtual users that had an iteration under way at one time, as seen some dozen times a second.</summary>
    public required int VirtualUsers { get; init; }

    /// <summary>The most connections that were open at one time, as seen then.</summary>
    public required int OpenConnections { get; init; }

    /// <summary>Open load: starts that found no virtual user free.</summary>
    public required long SkippedStarts { get; init; }

    /// <summary>CPU of the event loops, in percent of one core.</summary>
    public required double GeneratorCpuPercent { get; init; }

    /// <summary>CPU of the thread that stores outcomes, in percent of one core.</summary>
    public required double StoreCpuPercent { get; init; }

    /// <summary>All steps together.</summary>
    public required TimelineFigures Total { get; init; }

    /// <summary>Each step in the journey's order; absent for a journey of one step.</summary>
    public IReadOnlyList<TimelineFigures>? Steps { get; init; }
}

/// <summary>The requests of one step, or of all, that ended within one span.</summary>
public sealed record TimelineFigures
{
    /// <summary>The step's name; <c>total</c> for all.</summary>
    public required string Name { get; init; }

    /// <summary>Requests that ended, in whatever way.</summary>
    public required long Requests { get; init; }

    /// <summary>Those of them that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Requests per second.</summary>
    public required double RatePerSecond { get; init; }

    /// <summary>The share of requests that failed, in percent.</summary>
    public required double ErrorPercent { get; init; }

    /// <summary>Bytes sent.</summary>
    public required long BytesUp { get; init; }

    /// <summary>Bytes received.</summary>
    public required long BytesDown { get; init; }

    /// <summary>From the planned starts; absent where no request ended.</summary>
    public LatencyFigures? ResponseTimeMs { get; init; }

    /// <summary>From the real starts; absent where no request ended.</summary>
    public LatencyFigures? ServiceTimeMs { get; init; }
}
