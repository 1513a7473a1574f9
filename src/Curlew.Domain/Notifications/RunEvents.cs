namespace Curlew.Domain.Notifications;

/// <summary>What there is to tell of a run that has ended.</summary>
public static class RunEvents
{
    /// <summary>What a webhook can ask for.</summary>
    public static IReadOnlyList<RunEvent> ToAskFor { get; } =
        [RunEvent.Finished, RunEvent.Regressed, RunEvent.Failed, RunEvent.Recovered];

    /// <summary>What it is told without asking: a message for each run that is well is noise, and noise is not read.</summary>
    public static IReadOnlyList<RunEvent> Default { get; } = [RunEvent.Regressed, RunEvent.Failed, RunEvent.Recovered];

    /// <summary>The events of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="recoveredFrom">The run that it is a recovery from, see <see cref="RecoveredFrom"/>; null where it is none.</param>
    public static IReadOnlyList<RunEvent> Of(RunEnd run, RunEnd? recoveredFrom)
    {
        ArgumentNullException.ThrowIfNull(run);
        var events = new List<RunEvent> { RunEvent.Finished };
        if (run.HasFailed)
            events.Add(RunEvent.Failed);
        if (run.HasRegressed)
            events.Add(RunEvent.Regressed);
        if (recoveredFrom is not null)
            events.Add(RunEvent.Recovered);
        return events;
    }

    /// <summary>
    /// The last run that had failed or regressed, where this one is the first since then to show that this is over; null otherwise. Runs that
    /// show nothing, because they were stopped or could not be compared, do not make a recovery pass unseen.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="before">Those before it, the newest first.</param>
    public static RunEnd? RecoveredFrom(RunEnd run, IEnumerable<RunEnd> before)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(before);
        var since = new List<RunEnd>();
        foreach (var earlier in before)
        {
            if (earlier.HasFailed || earlier.HasRegressed)
                return run.ShowsRecoveryFrom(earlier) && !since.Exists(between => between.ShowsRecoveryFrom(earlier)) ? earlier : null;
            since.Add(earlier);
        }

        return null;
    }
}
