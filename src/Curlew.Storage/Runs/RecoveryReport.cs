using Curlew.Domain.Runs;

namespace Curlew.Storage.Runs;

/// <summary>What was found of runs that a process left behind; oldest first.</summary>
/// <param name="Queued">Runs that wait and need a job again, <paramref name="Requeued"/> among them.</param>
/// <param name="Requeued">Runs that were claimed but had not sent load: queued again.</param>
/// <param name="Stopped">Runs that had been asked to stop before they sent load: stopped, and so ended.</param>
/// <param name="Adopted">
/// Runs that had sent load, which is not repeated: they are the heir's now, who is to end them with what is left of them.
/// </param>
public sealed record RecoveryReport(
    IReadOnlyList<RunId> Queued, IReadOnlyList<RunId> Requeued, IReadOnlyList<RunId> Stopped, IReadOnlyList<AdoptedRun> Adopted);

/// <summary>A run that may have sent load and is to be ended: it is finalizing.</summary>
/// <param name="Id">The run.</param>
/// <param name="Fence">The fence that whoever ends it holds.</param>
/// <param name="EndsAs">
/// <see cref="RunStatus.Interrupted"/> where load was being sent, <see cref="RunStatus.Stopped"/> where it had been asked to stop,
/// and what it had come to where all that was missing were its results.
/// </param>
public sealed record AdoptedRun(RunId Id, int Fence, RunStatus EndsAs);
