namespace Curlew.Domain.Definitions.Load;

/// <summary>How much load: closed (virtual users) or open (iterations started at a rate), in stages.</summary>
/// <param name="Stages">One after another; at least one.</param>
public abstract record RunLoad(IReadOnlyList<Stage> Stages)
{
    /// <summary>The most virtual users that there can be at one time.</summary>
    public abstract int MaxVirtualUsers { get; }

    /// <summary>How long iterations are started; null where a number of iterations ends the run.</summary>
    public TimeSpan? Duration => Stages.Any(stage => stage.Duration is null)
        ? null
        : TimeSpan.FromTicks(Stages.Sum(stage => stage.Duration!.Value.Ticks));

    /// <summary>Loads are equal where their stages are, whichever list holds these.</summary>
    public virtual bool Equals(RunLoad? other) =>
        other is not null && EqualityContract == other.EqualityContract && Stages.SequenceEqual(other.Stages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, Stages.Count, Stages.Sum(stage => stage.Target));
}

/// <summary>Closed load: virtual users, each of which starts again when it is done. A slow server gets less load.</summary>
/// <param name="Stages">Targets are virtual users.</param>
/// <param name="Iterations">
/// How many iterations are started in all; null where time ends the run. Where it is given there is one stage, without a
/// duration.
/// </param>
public sealed record ClosedLoad(IReadOnlyList<Stage> Stages, long? Iterations) : RunLoad(Stages)
{
    /// <inheritdoc/>
    public override int MaxVirtualUsers => (int)Math.Ceiling(Stages.Max(stage => stage.Target));

    /// <summary>As many virtual users all the time, for a time or for a number of iterations.</summary>
    public static ClosedLoad Constant(int virtualUsers, TimeSpan? duration, long? iterations) =>
        new([new Stage(duration, virtualUsers, Ramp: false)], iterations);
}

/// <summary>
/// Open load: iterations are started on the plan, whatever is still in flight, as by users who do not know of each other
/// (Schroeder, Wierman and Harchol-Balter, "Open versus closed: a cautionary tale", NSDI 2006).
/// </summary>
/// <param name="Stages">Targets are iterations per second; each has a duration.</param>
/// <param name="Cap">
/// The most virtual users at one time. A start that finds none free is skipped and counted, never late.
/// </param>
public sealed record OpenLoad(IReadOnlyList<Stage> Stages, int Cap) : RunLoad(Stages)
{
    /// <inheritdoc/>
    public override int MaxVirtualUsers => Cap;

    /// <summary>How many starts the plan comes to: the rate's integral, of which a start is due each time it grows by 1.</summary>
    public double PlannedStarts
    {
        get
        {
            var (starts, before) = (0.0, 0.0);
            foreach (var stage in Stages)
            {
                starts += stage.Duration!.Value.TotalSeconds * (stage.Ramp ? (before + stage.Target) / 2 : stage.Target);
                before = stage.Target;
            }

            return starts;
        }
    }
}

/// <summary>A part of a load.</summary>
/// <param name="Duration">How long it lasts; null only where a number of iterations ends the run.</param>
/// <param name="Target">Virtual users (closed) or iterations per second (open).</param>
/// <param name="Ramp">
/// Whether it goes in a straight line from the end of the stage before (0 before the first) to its target, instead of
/// holding its target from the beginning.
/// </param>
public sealed record Stage(TimeSpan? Duration, double Target, bool Ramp);
