using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Engine.Catalog;
using Curlew.Engine.Recovery;
using Curlew.Engine.Runs;
using Curlew.Service.Execution;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Metrics;
using Curlew.Service.Regressions;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Runs;
using Curlew.Storage.Timelines;

namespace Curlew.Service.Recovery;

/// <summary>
/// Ends a run that another process had begun: puts its result together from what that process has stored. No load is sent. Whatever
/// is wrong with what is left, the run ends, and says why it has no result; whoever is killed over it leaves it as it was found.
/// </summary>
internal sealed partial class RunRecovery(
    RunStore runs,
    OutcomeStore outcomes,
    TimelineStore timelines,
    RunDefinitions definitions,
    EngineCatalog catalog,
    ExecutionSettings settings,
    LeaseTerms lease,
    DatabasePatience patience,
    RunMetrics metrics,
    RunJudging judging,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<RunRecovery> logger)
{
    private const int RowsAtOnce = 4096;

    /// <summary>Ends a run.</summary>
    /// <exception cref="OperationCanceledException">The service ends, or somebody else took the run over; it stays as it is.</exception>
    public async Task RecoverAsync(AdoptedRun adopted, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var kept = new RunLease(
            runs, adopted.Id, adopted.Fence, settings.Node, lease, time.GetTimestamp(), time, over.Cancel, static () => { }, loggers.CreateLogger<RunLease>());
        var ending = await EndingOfAsync(adopted, over.Token);
        metrics.Began(adopted.Id);
        metrics.Ended(adopted.Id, ending.Status, ending.Result?.Verdict, summary: null);
        var regression = await judging.JudgeAsync(adopted.Id, ending.Status, ending.Result?.Summary, ranHere: false);
        var saved = await patience.UntilDoneAsync(adopted.Id, async () =>
        {
            var run = await runs.FindAsync(adopted.Id, stop);
            var results = ending.ToResults(run?.Requests ?? 0, run?.FailedRequests ?? 0, regression);
            return await runs.SaveResultAsync(
                adopted.Id, adopted.Fence, ending.Status, results with { PreflightJson = run?.PreflightJson }, stop);
        });
        if (saved)
            LogRecovered(adopted.Id, ending.Status, ending.Result?.Summary?.Total.Requests ?? 0, ending.Failure ?? "");
        else
            LogNotSaved(adopted.Id);
    }

    private async Task<RunEnding> EndingOfAsync(AdoptedRun adopted, CancellationToken stop)
    {
        string? failure = null;
        try
        {
            var run = await patience.UntilDoneAsync(adopted.Id, () => runs.FindAsync(adopted.Id, stop))
                ?? throw new OperationCanceledException("The run was deleted.");
            failure = run.Failure;
            return new RunEnding(adopted.EndsAs, failure, await ResultOfAsync(run, adopted, stop));
        }
        catch (Exception exception) when (!stop.IsCancellationRequested && exception is not OperationCanceledException)
        {
            LogFailed(adopted.Id, exception);
            var status = adopted.EndsAs == RunStatus.Completed ? RunStatus.Interrupted : adopted.EndsAs;
            var reason = $"No result could be put together from what is stored of it: {exception.Message}";
            return new RunEnding(status, failure is null ? $"The service died before it saved the run's result. {reason}" : $"{failure} {reason}", null);
        }
    }

    private async Task<RunResult> ResultOfAsync(RunRecord run, AdoptedRun adopted, CancellationToken stop)
    {
        var preflight = run.PreflightJson is { } json
            ? JsonSerializer.Deserialize<PreflightResult>(json, CurlewJson.Options)!
            : throw new InvalidDataException("Nothing is known of its preflight request.");
        var load = new RecoveredLoad(definitions.Read(run, wasCarriedOut: true));
        await foreach (var second in timelines.ReadAsync(adopted.Id, cancellationToken: stop))
            load.Add(second);
        AddOutcomes(load, adopted.Id, stop);
        return load.Build(
            catalog,
            preflight,
            hasEnded: adopted.EndsAs != RunStatus.Interrupted,
            run.Requests,
            wasCompleted: adopted.EndsAs == RunStatus.Completed);
    }

    private void AddOutcomes(RecoveredLoad load, RunId id, CancellationToken stop)
    {
        try
        {
            using var scan = outcomes.Scan(id, OutcomeFilter.All, OutcomeOrder.Time, after: null);
            var rows = new OutcomeRow[RowsAtOnce];
            var part = new Outcome[RowsAtOnce];
            for (int count; (count = scan.Read(rows, stop)) > 0;)
            {
                for (var row = 0; row < count; row++)
                    part[row] = rows[row].Outcome;
                load.Add(part.AsSpan(0, count));
            }
        }
        catch (OutcomesUnavailableException exception)
        {
            LogUnreadable(id, exception);
            load.OutcomesAreUnreadable(exception.Message);
        }
    }
}
