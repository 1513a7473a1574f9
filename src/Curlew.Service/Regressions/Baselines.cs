using Curlew.Domain.Definitions;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Service.Execution;
using Curlew.Storage.Definitions;
using Curlew.Storage.Runs;
using Curlew.Storage.Timelines;

namespace Curlew.Service.Regressions;

/// <summary>
/// Finds the runs that a run is held against. A run that was named, or pinned as the definition's baseline, must be comparable; of a
/// rolling baseline those that are not are passed over. A regressed run is in no rolling baseline, so that a regression does not become
/// what is normal by itself: whoever accepts it makes that run the definition's baseline, and may take it away again when enough good
/// runs have come after it.
/// </summary>
internal sealed class Baselines(RunStore runs, DefinitionStore definitions, TimelineStore timelines, RunDefinitions readDefinitions)
{
    /// <summary>How many runs a rolling baseline is looked for in, for each that it is to have: overrides make runs that are not comparable.</summary>
    private const int LookedAtForEach = 4;

    private const int LeastLookedAt = 20;

    /// <summary>Finds them.</summary>
    public async Task<ChosenBaseline> ChooseAsync(RunTraits run, CancellationToken cancelled)
    {
        var settings = run.Definition.Regression;
        if (run.Run.BaselineRunId is { } named)
            return await SingleAsync(BaselineKind.Named, named, run, cancelled);
        var pinned = settings.Baseline != BaselineChoice.Rolling && run.Run.DefinitionId is { } definition
            ? (await definitions.FindRecordAsync(definition, cancelled))?.BaselineRunId
            : null;
        if (pinned is { } baseline)
            return await SingleAsync(BaselineKind.Pinned, baseline, run, cancelled);
        return settings.Baseline == BaselineChoice.Pinned
            ? new ChosenBaseline(BaselineKind.Pinned, [], [])
            : await RollingAsync(run, settings.RollingRuns, cancelled);
    }

    /// <summary>What a run measured, second by second.</summary>
    public ValueTask<RunSample> SampleAsync(RunTraits run, CancellationToken cancelled) => RunSample.OfAsync(
        [.. run.Definition.Steps.Select(step => step.Name)],
        run.Definition.WarmUp.TotalSeconds,
        timelines.ReadAsync(new RunId(run.Run.Id), cancellationToken: cancelled),
        cancelled);

    private async Task<ChosenBaseline> SingleAsync(BaselineKind kind, Guid id, RunTraits run, CancellationToken cancelled)
    {
        if (await runs.FindAsync(new RunId(id), cancelled) is not { } found)
            return new ChosenBaseline(kind, [], [new IncomparableRun(id, null, AddressOf(id), ["It was deleted."])]);
        var (usable, incomparable) = await JudgeAsync(found, run, cancelled);
        return new ChosenBaseline(kind, usable is null ? [] : [usable], incomparable is null ? [] : [incomparable]);
    }

    private async Task<ChosenBaseline> RollingAsync(RunTraits run, int most, CancellationToken cancelled)
    {
        var (usable, incomparable) = (new List<UsableRun>(), new List<IncomparableRun>());
        var lookedAt = Math.Max(LeastLookedAt, most * LookedAtForEach);
        var candidates = runs.ListGoodAsync(run.Run.DefinitionId!.Value, new RunId(run.Run.Id), lookedAt, cancelled);
        await foreach (var candidate in candidates)
        {
            var (good, bad) = await JudgeAsync(candidate, run, cancelled);
            if (bad is not null)
                incomparable.Add(bad);
            else
                usable.Add(good!);
            if (usable.Count == most)
                break;
        }

        return new ChosenBaseline(BaselineKind.Rolling, usable, incomparable);
    }

    private async Task<(UsableRun? Usable, IncomparableRun? Incomparable)> JudgeAsync(
        RunRecord record, RunTraits run, CancellationToken cancelled)
    {
        var shown = new BaselineRun(record.Id, record.StartedAt?.UtcDateTime, AddressOf(record.Id));
        try
        {
            var earlier = RunTraits.Of(record, readDefinitions);
            if (Comparability.ReasonsAgainst(earlier, run) is { Count: > 0 } reasons)
                return (null, Incomparable(reasons));
            var sample = await SampleAsync(earlier, cancelled);
            return sample.Spans == 0 ? (null, Incomparable(["It has no seconds (any more) to be compared."])) : (new UsableRun(shown, sample), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !DatabasePatience.IsOfDatabase(exception))
        {
            return (null, Incomparable([$"What is stored of it cannot be read: {exception.Message}"]));
        }

        IncomparableRun Incomparable(IReadOnlyList<string> reasons) => new(shown.Id, shown.StartedAt, shown.Self, reasons);
    }

    private static string AddressOf(Guid run) => $"/api/v1/runs/{run:D}";
}

/// <summary>The runs that another one is to be held against.</summary>
/// <param name="Kind">What makes the baseline.</param>
/// <param name="Runs">Those that it can be held against, newest first.</param>
/// <param name="Incomparable">Those that it cannot, newest first.</param>
internal sealed record ChosenBaseline(
    BaselineKind Kind, IReadOnlyList<UsableRun> Runs, IReadOnlyList<IncomparableRun> Incomparable);

/// <summary>A run of a baseline with what it measured.</summary>
/// <param name="Run">The run.</param>
/// <param name="Sample">Its seconds.</param>
internal sealed record UsableRun(BaselineRun Run, RunSample Sample);
