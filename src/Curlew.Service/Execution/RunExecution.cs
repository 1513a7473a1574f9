using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Domain.Timelines;
using Curlew.Engine.Catalog;
using Curlew.Engine.Runs;
using Curlew.Service.Execution.Live;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Metrics;
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
/// <c>running</c> has been committed, and a run that was ever <c>running</c> is never queued again.
/// </summary>
internal sealed partial class RunExecution(
    RunStore runs,
    OutcomeStore outcomes,
    LoadEngine engine,
    EngineCatalog catalog,
    DiskRule disk,
    RunningRuns running,
    RunFeeds feeds,
    TimelineStore timelines,
    ExecutionSettings settings,
    RunMetrics metrics,
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
            if (await runs.TryClaimAsync(id, settings.Node, CancellationToken.None) is not { } fence)
            {
                LogNotClaimed(id);
                return;
            }

            LogClaimed(id, fence);
            metrics.Began(id);
            await ExecuteAsync(id, fence, feed, stop);
            if (await runs.FindAsync(id, CancellationToken.None) is { } run && run.Status.IsTerminal())
                feed.Complete(RunStateData.Of(run));
        }
        finally
        {
            feeds.End(id);
            feed.Close();
        }
    }

    private async Task ExecuteAsync(RunId id, int fence, RunFeed feed, RunStop stop)
    {
        var recorder = new RunRecorder(runs, timelines, metrics, id, fence, time, loggers.CreateLogger<RunRecorder>());
        RunProgress? progress = null;
        RunEnding ending;
        try
        {
            var definition = await DefinitionOfAsync(id);
            var sampler = new TimelineSampler([.. definition.Steps.Select(step => step.Name)], definition.WarmUp.TotalSeconds);
            progress = new RunProgress(runs, id, fence, feed, recorder, sampler, time);
            progress.StatusIs(RunStatus.Starting);
            ending = disk.RefusalOf(definition) is { } refusal
                ? RunEnding.Failed(refusal)
                : RunEnding.Of(await SendAsync(id, definition, progress, recorder, stop), stop, progress.LoadStarted);
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

        await SaveAsync(id, fence, ending, progress, recorder);
    }

    private async Task<RunResult> SendAsync(
        RunId id, RunDefinition definition, RunProgress progress, RunRecorder recorder, RunStop stop)
    {
        using var end = new CancellationTokenSource();
        var saving = recorder.KeepSavingAsync(end.Token);
        await using var stopping = stop.Token.Register(() => progress.StatusIs(RunStatus.Stopping));
        try
        {
            using var writer = outcomes.Create(id, [.. definition.Steps.Select(step => step.Name)], definition.Outcomes);
            progress.Sink = writer;
            var result = await engine.ExecuteAsync(definition, writer, progress, stop.Token);
            writer.Complete();
            return result;
        }
        finally
        {
            await end.CancelAsync();
            await saving;
        }
    }

    /// <summary>What was stored is read as anything else is: the engine it names may not be loaded any more.</summary>
    private async Task<RunDefinition> DefinitionOfAsync(RunId id)
    {
        var run = await runs.FindAsync(id) ?? throw new OperationCanceledException("The run was deleted.");
        var reading = DefinitionReader.Read(
            Encoding.UTF8.GetBytes(run.DefinitionJson), [.. catalog.Engines.Select(engine => engine.Name)]);
        return reading.Definition ?? throw new InvalidOperationException(
            string.Join(" ", reading.Faults.Select(fault => $"{fault.Field}: {fault.Message}")));
    }

    private async Task SaveAsync(RunId id, int fence, RunEnding ending, RunProgress? progress, RunRecorder recorder)
    {
        if (ending.Status == RunStatus.Queued)
        {
            if (await runs.TryMoveAsync(id, fence, RunStatus.Queued))
            {
                metrics.QueuedAgain(id);
                LogQueuedAgain(id);
            }
            else
            {
                await SaveAsync(id, fence, ending with { Status = RunStatus.Stopped }, progress, recorder);
            }

            return;
        }

        metrics.Ended(id, ending.Status, ending.Result?.Verdict, ending.Result?.Summary);
        if (progress is { LoadStarted: true } && await runs.TryMoveAsync(id, fence, RunStatus.Finalizing))
            progress.StatusIs(RunStatus.Finalizing);
        var total = ending.Result?.Summary?.Total;
        var saved = await runs.SaveResultAsync(id, fence, ending.Status, new RunResults
        {
            Failure = ending.Failure,
            StopReason = ending.Result?.StoppedByThreshold,
            Verdict = ending.Result?.Verdict,
            Validity = ending.Result?.Summary?.Validity,
            PreflightJson = Json(ending.Result?.Preflight),
            SummaryJson = Json(ending.Result?.Summary),
            ErrorsJson = Json(ending.Result?.Errors),
            AdvisoriesJson = Json(ending.Result?.Summary?.Advisories),
            Requests = total?.Requests ?? recorder.Requests,
            FailedRequests = total?.Failed ?? recorder.Failed,
            Histograms = [.. (ending.Result?.Histograms ?? []).Select(histogram => new RunHistogramRecord
            {
                Step = histogram.Step,
                Metric = histogram.Metric,
                Compressed = histogram.Compressed.ToArray(),
            })],
        });
        if (saved)
            LogEnded(id, ending.Status, total?.Requests ?? recorder.Requests, ending.Failure ?? "");
        else
            LogNotSaved(id, ending.Status);
    }

    private static string? Json<T>(T? value) where T : class =>
        value is null ? null : JsonSerializer.Serialize(value, CurlewJson.Options);
}
