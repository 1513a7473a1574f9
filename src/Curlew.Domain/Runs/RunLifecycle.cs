namespace Curlew.Domain.Runs;

/// <summary>The legal transitions of a run's status; whatever changes a status asks here which ones it may come from.</summary>
public static class RunLifecycle
{
    private static readonly Dictionary<RunStatus, RunStatus[]> Next = new()
    {
        [RunStatus.Queued] = [RunStatus.Starting, RunStatus.Stopped, RunStatus.Failed],
        [RunStatus.Starting] = [RunStatus.Running, RunStatus.Stopping, RunStatus.Stopped, RunStatus.Failed, RunStatus.Queued, RunStatus.Interrupted],
        [RunStatus.Running] = [RunStatus.Stopping, RunStatus.Finalizing, RunStatus.Failed, RunStatus.Interrupted],
        [RunStatus.Stopping] = [RunStatus.Finalizing, RunStatus.Stopped, RunStatus.Failed, RunStatus.Interrupted],
        [RunStatus.Finalizing] = [RunStatus.Completed, RunStatus.Stopped, RunStatus.Failed, RunStatus.Interrupted],
        [RunStatus.Completed] = [],
        [RunStatus.Stopped] = [],
        [RunStatus.Failed] = [],
        [RunStatus.Interrupted] = [],
    };

    /// <summary>Whether a run in this status will never change again.</summary>
    public static bool IsTerminal(this RunStatus status) => Next[status].Length == 0;

    /// <summary>Whether <paramref name="from"/> may become <paramref name="to"/>.</summary>
    public static bool CanBecome(this RunStatus from, RunStatus to) => Array.IndexOf(Next[from], to) >= 0;

    /// <summary>The statuses that may become <paramref name="to"/>; what a conditional update has to ask for.</summary>
    public static IReadOnlyList<RunStatus> SourcesOf(RunStatus to) =>
        [.. Next.Where(entry => entry.Value.Contains(to)).Select(entry => entry.Key)];
}
