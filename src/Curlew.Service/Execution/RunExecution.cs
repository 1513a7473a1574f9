using Curlew.Domain.Definitions;
using Curlew.Domain.Runs;
using Curlew.Domain.Targets;
using Curlew.Domain.Timelines;
using Curlew.Engine.Runs;
using Curlew.Service.Execution.Live;
using Curlew.Service.FollowUps;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Metrics;
using Curlew.Service.Security.Limits;
using Curlew.Service.Security.Targets;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Runs;
using Curlew.Storage.Timelines;

namespace Curlew.Service.Execution;

/// <summary>
/// Carries out one run: claims it, lets the engine send the load, and saves what came of it.
///
/// The database is the truth about a run, and the claim's fence is the right to change it. A job may be delivered
/// twice, the service may die at any line, a request to stop may come at any moment: whoever cannot make the conditional
/// update that a step begins with does not take the step. In particular load goes out only after the status
/// <c>running</c> has been committed, and a run that was ever <c>running</c> is never queued again; one that was only
/// <c>starting</c> has sent nothing but the preflight, a HEAD, and is.
///
/// A claim lasts for some seconds and is renewed (<see cref="RunLease"/>). Where that fails the load is stopped before others may take
/// the run for left behind, and what was measured is saved when the database is back.
/// </summary>
internal sealed partial class RunExecution(
    RunStore runs,
    OutcomeStore outcomes,
    LoadEngine engine,
    RunDefinitions definitions,
    DiskRule disk,
    ITargets targets,
    RunningRuns running,
    KeyTurns turns,
    RunFeeds feeds,
    TimelineStore timelines,
    ExecutionSettings settings,
    LeaseTerms lease,
    DatabasePatience patience,
    RunSaving saving,
    RunMetrics metrics,
    RunFollowUps followUps,
    HostDescription host,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<RunExecution> logger)
{
    /// <summary>Carries out a run, or returns at once where it is not queued (any more).</summary>
    public async Task ExecuteAsync(RunId id, CancellationToken jobAborted)
    {
        using var stop = running.TryAdd(id, jobAborted);
        if (stop is not { IsShutDown: false })
        {
            LogNotClaimed(id);
            return;
        }

        // Before the claim: whoever finds the run claimed by this process finds its feed, too.
        var feed = feeds.Begin(id);
        try
        {
            // Hangfire does not come again: a database that is locked for a while must not cost the run its turn.
            var claimedAt = 0L;
            var claim = await patience.UntilDoneAsync(id, async () =>
            {
                var mostOfKey = await turns.MostAtOnceAsync(id, CancellationToken.None);
                claimedAt = time.GetTimestamp();
                return await runs.TryClaimAsync(id, settings.Node, lease.Length, mostOfKey);
            });
            if (claim is not { } fence)
            {
                LogNotClaimed(id);
                return;
            }

            LogClaimed(id, fence);
            metrics.Began(id);
            await using var kept = new RunLease(
                runs, id, fence, settings.Node, lease, claimedAt, time, stop.LoseLease, stop.Request, loggers.CreateLogger<RunLease>());
            await ExecuteAsync(id, fence, feed, stop);
            if (await runs.FindAsync(id, CancellationToken.None) is { } run && run.Status.IsTerminal())
            {
                feed.Complete(RunStateData.Of(run));
                followUps.Ring();
            }
        }
        finally
        {
            feeds.End(id);
            feed.Close();
        }
    }

    private async Task ExecuteAsync(RunId id, int fence, RunFeed feed, RunStop stop)
    {
        var recorder = new RunRecorder(
            runs, timelines, metrics, patience, id, fence, time, loggers.CreateLogger<RunRecorder>());
        RunProgress? progress = null;
        RunEnding ending;
        try
        {
            var run = await runs.FindAsync(id) ?? throw new OperationCanceledException("The run was deleted.");
            var definition = definitions.Read(run);
            var sampler = new TimelineSampler([.. definition.Steps.Select(step => step.Name)], definition.WarmUp.TotalSeconds);
            progress = new RunProgress(runs, id, fence, feed, recorder, sampler, host, time);
            progress.StatusIs(RunStatus.Starting);
            // The rules may have changed while the run waited; from here on it has its own.
            var allowed = await targets.ForRunAsync(id, stop.Token);
            ending = (TargetAnswers.FailureOf(allowed, definition) ?? disk.RefusalOf(definition)) is { } refusal
                ? RunEnding.Failed(refusal)
                : RunEnding.Of(await SendAsync(id, definition, allowed, progress, recorder, stop), stop, progress.LoadStarted);
        }
        catch (Exception exception) when (exception is OperationCanceledException || stop.Token.IsCancellationRequested)
        {
            ending = RunEnding.WithoutResult(stop, progress is { LoadStarted: true });
        }
        catch (Exception exception)
        {
            LogFailed(id, exception);
            ending = RunEnding.Failed($"The run could not be carried out: {exception.Message}");
        }

        await saving.SaveAsync(id, fence, ending, progress, recorder, stop.IsShutDown);
    }

    private async Task<RunResult> SendAsync(
        RunId id, RunDefinition definition, TargetPolicy allowed, RunProgress progress, RunRecorder recorder, RunStop stop)
    {
        using var end = new CancellationTokenSource();
        var recording = recorder.KeepSavingAsync(end.Token);
        await using var stopping = stop.Token.Register(() => progress.StatusIs(RunStatus.Stopping));
        try
        {
            using var writer = outcomes.Create(id, [.. definition.Steps.Select(step => step.Name)], definition.Outcomes);
            progress.Sink = writer;
            var result = await engine.ExecuteAsync(definition, allowed, writer, progress, stop.Token, stop.AbortToken);
            // Where outcomes could not be stored, the result says why, and has the figures all the same.
            if (!writer.HasFailed)
                writer.Complete();
            return result;
        }
        finally
        {
            await end.CancelAsync();
            await recording;
        }
    }
}
