using Curlew.Domain.Definitions;
using Curlew.Domain.Regressions;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Service.Execution;
using Curlew.Storage.Runs;

namespace Curlew.Service.Regressions;

/// <summary>
/// Reads the history of a definition: the runs that are comparable with its newest one, but for the engine and the host, which are known
/// to change once in a while and divide the history into parts.
/// </summary>
internal sealed class DefinitionTrends(RunStore runs, RunDefinitions definitions)
{
    /// <summary>Up to so many of the newest completed runs.</summary>
    public async Task<DefinitionHistory> ReadAsync(Guid definitionId, int limit, CancellationToken cancelled)
    {
        var (kept, leftOut) = (new List<RunOfHistory>(), new List<IncomparableRun>());
        RunDefinition? newest = null;
        await foreach (var record in runs.ListHistoryAsync(definitionId, limit, cancelled))
        {
            var shown = new BaselineRun(record.Id, record.StartedAt?.UtcDateTime, $"/api/v1/runs/{record.Id:D}");
            try
            {
                var run = RunTraits.Of(record, definitions);
                newest ??= run.Definition;
                IReadOnlyList<string> reasons = [.. Comparability.OfItself(run), .. Comparability.OfDefinition(run.Definition, newest)];
                if (reasons.Count == 0)
                    kept.Add(new RunOfHistory(shown, record.Regression, record.Verdict, run.Machinery, run.Summary!));
                else
                    leftOut.Add(new IncomparableRun(shown.Id, shown.StartedAt, shown.Self, reasons));
            }
            catch (Exception exception) when (exception is not OperationCanceledException && !DatabasePatience.IsOfDatabase(exception))
            {
                leftOut.Add(new IncomparableRun(
                    shown.Id, shown.StartedAt, shown.Self, [$"What is stored of it cannot be read: {exception.Message}"]));
            }
        }

        kept.Reverse();
        return new DefinitionHistory([.. (newest?.Steps ?? []).Select(step => step.Name)], PartsOf(kept), leftOut);
    }

    private static List<PartOfHistory> PartsOf(List<RunOfHistory> history)
    {
        var parts = new List<PartOfHistory>();
        foreach (var run in history)
        {
            IReadOnlyList<string> reasons = parts.Count == 0 ? [] : [.. Comparability.OfMachinery(parts[^1].Runs[^1].Machinery, run.Machinery)];
            if (parts.Count == 0 || reasons.Count > 0)
                parts.Add(new PartOfHistory(reasons, [run]));
            else
                parts[^1].Runs.Add(run);
        }

        return parts;
    }
}

/// <summary>The history of a definition.</summary>
/// <param name="StepNames">The steps of its newest run; empty where there is none.</param>
/// <param name="Parts">Its runs, oldest first, divided where the engine or the host changed.</param>
/// <param name="LeftOut">Runs that are not comparable with the newest one, newest first.</param>
internal sealed record DefinitionHistory(
    IReadOnlyList<string> StepNames, IReadOnlyList<PartOfHistory> Parts, IReadOnlyList<IncomparableRun> LeftOut);

/// <summary>Runs with the same engine and the same host.</summary>
/// <param name="Reasons">What changed before them; empty for the first part.</param>
/// <param name="Runs">The runs, oldest first; at least one.</param>
internal sealed record PartOfHistory(IReadOnlyList<string> Reasons, List<RunOfHistory> Runs);

/// <summary>A run of a history.</summary>
/// <param name="Shown">How it is shown.</param>
/// <param name="Regression">What came of holding it against its baseline.</param>
/// <param name="Verdict">What its thresholds came to.</param>
/// <param name="Machinery">What it was carried out with.</param>
/// <param name="Summary">What it measured.</param>
internal sealed record RunOfHistory(
    BaselineRun Shown, RegressionResult? Regression, Verdict? Verdict, RunMachinery Machinery, RunSummary Summary);
