using Curlew.Domain.Runs;
using Curlew.Engine.Runs;

namespace Curlew.Service.Execution;

/// <summary>How a run ended, in the words of its lifecycle.</summary>
/// <param name="Status">The status to save; queued where nothing was sent and a later start may try again.</param>
/// <param name="Failure">Why it could not be carried out to its end.</param>
/// <param name="Result">What the engine measured; null where it did not come to that.</param>
internal sealed record RunEnding(RunStatus Status, string? Failure, RunResult? Result)
{
    private const string ShutDown =
        "The service shut down during the run. What had been measured is kept; the load is not repeated.";
    private const string JobDeleted = "The run's job was deleted in Hangfire's dashboard.";

    /// <summary>The engine came to an end by itself, or because it was told to.</summary>
    public static RunEnding Of(RunResult result, RunStop stop, bool loadStarted)
    {
        if (result.Failure is { } failure && !stop.IsShutDown)
            return new RunEnding(RunStatus.Failed, failure, result);
        return result.Stopped || result.Failure is not null
            ? WithoutResult(stop, loadStarted) with { Result = result }
            : new RunEnding(RunStatus.Completed, null, result);
    }

    /// <summary>The run was told to end before the engine had anything to show.</summary>
    public static RunEnding WithoutResult(RunStop stop, bool loadStarted)
    {
        if (stop.IsShutDown)
        {
            return loadStarted
                ? new RunEnding(RunStatus.Interrupted, ShutDown, null)
                : new RunEnding(RunStatus.Queued, null, null);
        }

        return new RunEnding(RunStatus.Stopped, stop.IsJobAborted ? JobDeleted : null, null);
    }

    /// <summary>The run could not be carried out.</summary>
    public static RunEnding Failed(string failure) => new(RunStatus.Failed, failure, null);
}
