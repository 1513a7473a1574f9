using Curlew.Domain.Runs;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Execution;

/// <summary>What a run is part of, and what it is held against; all of it may be absent.</summary>
internal sealed record RunOrigin
{
    /// <summary>A run by itself.</summary>
    public static RunOrigin None { get; } = new();

    /// <summary>The id that the run is to have, made before; null for a new one.</summary>
    public RunId? Id { get; init; }

    /// <summary>The due time of a schedule that it is made for, and that is taken with it; its run's id goes before <see cref="Id"/>.</summary>
    public ScheduleFiringRecord? Firing { get; init; }

    /// <summary>The comparison, and the run's place in it.</summary>
    public ComparisonPlace? Comparison { get; init; }

    /// <summary>The run that it is to be held against, where it was named.</summary>
    public Guid? BaselineRunId { get; init; }
}

/// <summary>The place of a run in a comparison.</summary>
/// <param name="Id">The comparison.</param>
/// <param name="Position">The place in its plan, from 0.</param>
/// <param name="Arm">The number of the arm.</param>
/// <param name="Round">The round, from 0.</param>
/// <param name="New">The comparison itself, where it begins with this run.</param>
internal sealed record ComparisonPlace(Guid Id, int Position, int Arm, int Round, NewComparison? New = null);
