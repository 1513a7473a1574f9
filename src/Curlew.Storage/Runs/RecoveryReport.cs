using Curlew.Domain.Runs;

namespace Curlew.Storage.Runs;

/// <summary>What a start found of runs that an earlier process left behind; oldest first.</summary>
/// <param name="Queued">Runs that wait and need a job again, <paramref name="Requeued"/> among them.</param>
/// <param name="Requeued">Runs that were claimed but had not sent load: queued again.</param>
/// <param name="Interrupted">Runs that had sent load: they keep what they have and are not repeated.</param>
public sealed record RecoveryReport(
    IReadOnlyList<RunId> Queued, IReadOnlyList<RunId> Requeued, IReadOnlyList<RunId> Interrupted);
