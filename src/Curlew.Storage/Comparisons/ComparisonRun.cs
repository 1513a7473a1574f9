using Curlew.Domain.Runs;

namespace Curlew.Storage.Comparisons;

/// <summary>A run of a comparison, without its large parts.</summary>
/// <param name="Id">The run.</param>
/// <param name="Position">Its place in the plan, from 0.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why it failed or was stopped.</param>
public sealed record ComparisonRun(RunId Id, int Position, RunStatus Status, string? Reason);
