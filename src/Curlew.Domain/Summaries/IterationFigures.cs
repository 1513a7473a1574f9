namespace Curlew.Domain.Summaries;

/// <summary>Iterations of the journey, against the plan; without those of the warm-up.</summary>
/// <param name="Started">Iterations that were started.</param>
/// <param name="Completed">Those of them that got to the journey's end.</param>
/// <param name="Planned">Open load: how many the plan had, up to the run's end; null for closed load.</param>
/// <param name="Skipped">Open load: starts that found no virtual user free. Planned = started + skipped.</param>
/// <param name="PlannedPerSecond">Open load: the plan's mean rate; null for closed load.</param>
/// <param name="AchievedPerSecond">Started iterations per second, over the time in which iterations were started.</param>
/// <param name="PeakVirtualUsers">The most virtual users that had an iteration under way at one time.</param>
public sealed record IterationFigures(
    long Started,
    long Completed,
    long? Planned,
    long Skipped,
    double? PlannedPerSecond,
    double AchievedPerSecond,
    int PeakVirtualUsers);

/// <summary>What was sent during the warm-up, which no other figure includes.</summary>
/// <param name="DurationSeconds">How long it lasted.</param>
/// <param name="Requests">Requests that were planned within it.</param>
/// <param name="Failed">Those of them that failed.</param>
public sealed record WarmUpFigures(double DurationSeconds, long Requests, long Failed);
