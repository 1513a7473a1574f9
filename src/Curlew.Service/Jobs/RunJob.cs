using System.ComponentModel;
using Curlew.Domain.Runs;
using Curlew.Service.Execution;
using Curlew.Service.Security.Limits;
using Hangfire;

namespace Curlew.Service.Jobs;

/// <summary>
/// The job that carries out a run. Its argument is the run's id and nothing else, for the database is the truth; it may
/// be delivered any number of times, for only the first delivery finds the run queued. It is never retried by Hangfire:
/// load is not sent twice.
/// </summary>
public sealed class RunJob
{
    /// <summary>The queue of Hangfire that runs wait in.</summary>
    public const string Queue = "runs";

    private readonly RunExecution _execution;
    private readonly KeyTurns _turns;

    internal RunJob(RunExecution execution, KeyTurns turns) => (_execution, _turns) = (execution, turns);

    /// <summary>Carries out a run.</summary>
    [Queue(Queue), AutomaticRetry(Attempts = 0), DisplayName("Run {0}")]
    public async Task ExecuteAsync(Guid run, CancellationToken cancelled)
    {
        await _execution.ExecuteAsync(new RunId(run), cancelled);
        await _turns.RingAfterAsync(new RunId(run), CancellationToken.None);
    }
}
