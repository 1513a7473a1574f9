using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Service.Execution;
using Curlew.Service.Metrics;
using Curlew.Storage.Runs;

namespace Curlew.Service.Regressions;

/// <summary>
/// Holds a run that is about to end against its baseline. Whatever goes wrong, the run ends: it is then inconclusive, and says why.
/// </summary>
internal sealed partial class RunJudging(
    RunStore runs,
    RunDefinitions definitions,
    Baselines baselines,
    HostDescription thisHost,
    RunMetrics metrics,
    TimeProvider time,
    ILogger<RunJudging> logger)
{
    /// <summary>For how long the runs of a baseline may be read; a run must not stay unended over it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>What came of it; null where there is nothing to hold it against, or the run did not complete.</summary>
    /// <param name="id">The run, whose seconds are saved.</param>
    /// <param name="status">How it ends.</param>
    /// <param name="summary">What it measured.</param>
    /// <param name="ranHere">Whether this machine carried it out, where the database does not have it.</param>
    public async Task<JudgedRun?> JudgeAsync(RunId id, RunStatus status, RunSummary? summary, bool ranHere)
    {
        if (status != RunStatus.Completed || summary is null)
            return null;
        try
        {
            using var deadline = new CancellationTokenSource(Longest, time);
            if (await runs.FindAsync(id, deadline.Token) is not { } run || !HasHistory(run))
                return null;
            var traits = RunTraits.Of(run, definitions);
            if (run.BaselineRunId is null && traits.Definition.Regression.Baseline == BaselineChoice.None)
                return null;
            var judged = JudgedRun.Of(await JudgeAsync(
                traits with { Status = status, Summary = summary, Host = traits.Host ?? (ranHere ? thisHost : null) }, deadline.Token));
            if (judged.Result is { } result)
                metrics.Judged(id, result);
            LogJudged(id, judged.Result?.ToString() ?? "None", judged.Reason);
            return judged;
        }
        catch (Exception exception)
        {
            LogFailed(id, exception);
            metrics.Judged(id, RegressionResult.Inconclusive);
            return JudgedRun.Of(new RunRegression
            {
                Result = RegressionResult.Inconclusive,
                Reason = exception is OperationCanceledException
                    ? $"It could not be judged: reading its baseline took longer than {Longest.TotalSeconds:0} s."
                    : $"It could not be judged: {exception.Message}",
            });
        }
    }

    /// <summary>The runs of a comparison are held against each other, and differ on purpose.</summary>
    private static bool HasHistory(RunRecord run) =>
        run.BaselineRunId is not null || run is { DefinitionId: not null, ComparisonId: null };

    private async Task<RunRegression> JudgeAsync(RunTraits run, CancellationToken cancelled)
    {
        var chosen = await baselines.ChooseAsync(run, cancelled);
        var settings = run.Definition.Regression;
        var answer = new RunRegression
        {
            Reason = "",
            Baseline = chosen.Kind,
            NotComparable = chosen.Incomparable,
            Rules = DefinitionReader.ToDocument(run.Definition).Regression,
        };
        if (run.IsInvalid)
            return answer with { Result = RegressionResult.NotComparable, Reason = $"Nothing was compared. {Comparability.Invalid}" };
        if (chosen.Runs.Count == 0)
            return Without(answer);

        var sample = await baselines.SampleAsync(run, cancelled);
        var judgement = RegressionJudge.Judge(sample, [.. chosen.Runs.Select(baseline => baseline.Sample)], settings.Rules);
        return answer with
        {
            Result = ResultOf(judgement.Verdict),
            Reason = judgement.Reason,
            BaselineRuns = [.. chosen.Runs.Select(baseline => baseline.Run)],
            ConfidencePercent = judgement.ConfidencePercent,
            Changes = [.. judgement.Changes.Select(RegressionChange.Of)],
        };
    }

    private static RunRegression Without(RunRegression answer) => answer switch
    {
        { Baseline: BaselineKind.Rolling, NotComparable: [] } => answer with
        {
            Reason = "There is no baseline yet: no earlier run of the definition has completed with valid figures and without a regression.",
        },
        { NotComparable: [] } => answer with
        {
            Result = RegressionResult.NotComparable, Reason = "Nothing was compared: the definition has no baseline (any more).",
        },
        { NotComparable: [var newest, ..] } => answer with
        {
            Result = RegressionResult.NotComparable,
            Reason = answer.NotComparable.Count == 1
                ? $"Nothing was compared with the run {newest.Id:D}. {string.Join(" ", newest.Reasons)}"
                : $"None of the last {answer.NotComparable.Count} good runs is comparable. The newest, {newest.Id:D}: {string.Join(" ", newest.Reasons)}",
        },
    };

    private static RegressionResult ResultOf(ChangeVerdict verdict) => verdict switch
    {
        ChangeVerdict.Regressed => RegressionResult.Regressed,
        ChangeVerdict.Improved => RegressionResult.Improved,
        ChangeVerdict.Unchanged => RegressionResult.Unchanged,
        _ => RegressionResult.Inconclusive,
    };
}

/// <summary>What came of holding a run against its baseline, as it is saved.</summary>
/// <param name="Result">In a word; null where there is no baseline yet.</param>
/// <param name="Reason">Why.</param>
/// <param name="Json">In full.</param>
internal sealed record JudgedRun(RegressionResult? Result, string Reason, string Json)
{
    /// <summary>As it is saved.</summary>
    public static JudgedRun Of(RunRegression regression) =>
        new(regression.Result, regression.Reason, JsonSerializer.Serialize(regression, CurlewJson.Options));
}
