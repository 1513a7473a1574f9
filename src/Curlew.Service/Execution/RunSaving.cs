using Curlew.Domain.Runs;
using Curlew.Service.Jobs;
using Curlew.Service.Metrics;
using Curlew.Service.Regressions;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>Saves how runs ended, also where the database must be waited for.</summary>
internal sealed partial class RunSaving(
    RunStore runs,
    DatabasePatience patience,
    IRunQueue queue,
    RunMetrics metrics,
    RunJudging judging,
    HostDescription host,
    ILogger<RunSaving> logger)
{
    /// <summary>Saves how a run ended; whoever holds no claim on it any more changes nothing.</summary>
    /// <param name="id">The run.</param>
    /// <param name="fence">The claim's fence.</param>
    /// <param name="ending">How it ended.</param>
    /// <param name="progress">What is known of its load; null where it did not come to that.</param>
    /// <param name="recorder">Its counts.</param>
    /// <param name="shutDown">Whether the service is ending: then the next start queues what waits.</param>
    public async Task SaveAsync(RunId id, int fence, RunEnding ending, RunProgress? progress, RunRecorder recorder, bool shutDown)
    {
        if (ending.Status == RunStatus.Queued)
        {
            if (await patience.UntilDoneAsync(id, () => GiveBackAsync(id, fence)))
            {
                metrics.QueuedAgain(id);
                LogQueuedAgain(id);
                if (!shutDown)
                    queue.Enqueue(id);
                return;
            }

            ending = ending with { Status = RunStatus.Stopped };
        }

        metrics.Ended(id, ending.Status, ending.Result?.Verdict, ending.Result?.Summary);

        // What failed or was interrupted does not pass through finalizing: who finds a run there may take it for carried out.
        if (progress is { LoadStarted: true } && ending.Status is RunStatus.Completed or RunStatus.Stopped
            && await patience.UntilDoneAsync(id, () => FinalizeAsync(id, fence, ending)))
        {
            progress!.StatusIs(RunStatus.Finalizing);
        }

        var regression = await judging.JudgeAsync(id, ending.Status, ending.Result?.Summary, ranHere: true);
        if (await patience.UntilDoneAsync(id, () => EndAsync(id, fence, ending, recorder, regression)))
            LogEnded(id, ending.Status, ending.Result?.Summary?.Total.Requests ?? recorder.Requests, ending.Failure ?? "");
        else
            LogNotSaved(id, ending.Status);
    }

    private async Task<bool> GiveBackAsync(RunId id, int fence) =>
        await runs.TryMoveAsync(id, fence, RunStatus.Queued) || await IsAtAsync(id, fence, RunStatus.Queued);

    /// <summary>With the reason, so that whoever finds it there after a kill knows that it was stopped.</summary>
    private Task<bool> FinalizeAsync(RunId id, int fence, RunEnding ending) =>
        runs.TryMoveAsync(id, fence, RunStatus.Finalizing, set => set
            .SetProperty(run => run.StopReason, run => run.StopReason ?? ending.StopReason));

    private async Task<bool> EndAsync(RunId id, int fence, RunEnding ending, RunRecorder recorder, JudgedRun? regression)
    {
        var results = ending.ToResults(recorder.Requests, recorder.Failed, regression);
        return await runs.SaveResultAsync(id, fence, ending.Status, results with { HostJson = host.ToJson() })
            || await IsAtAsync(id, fence, ending.Status);
    }

    /// <summary>What seemed to fail may have been done.</summary>
    private async Task<bool> IsAtAsync(RunId id, int fence, RunStatus status) =>
        await runs.FindAsync(id) is { } run && run.Fence == fence && run.Status == status;
}
