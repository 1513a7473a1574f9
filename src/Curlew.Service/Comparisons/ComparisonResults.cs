using System.Collections.Concurrent;
using System.Text.Json;
using Curlew.Domain.Comparisons.Arms;
using Curlew.Domain.Comparisons.Plan;
using Curlew.Domain.Comparisons.Results;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Json;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Timelines;

namespace Curlew.Service.Comparisons;

/// <summary>Works out what comparisons come to, from the runs that there are; what a comparison came to at its end is kept with it.</summary>
internal sealed class ComparisonResults(ComparisonStore comparisons, TimelineStore timelines)
{
    /// <summary>Whoever polls a comparison does not have it worked out anew each time.</summary>
    private readonly ConcurrentDictionary<Guid, (int Ended, ComparisonResult Result)> _soFar = new();

    /// <summary>The result: the kept one, or what it is so far.</summary>
    public async Task<ComparisonResult> FindAsync(ComparisonRecord comparison, CancellationToken cancelled)
    {
        if (comparison.ResultJson is { } kept)
        {
            _soFar.TryRemove(comparison.Id, out _);
            return JsonSerializer.Deserialize<ComparisonResult>(kept, CurlewJson.Options)!;
        }

        var runs = await comparisons.ListRunsAsync(comparison.Id, cancelled);
        var ended = runs.Count(run => run.Status.IsTerminal());
        if (_soFar.TryGetValue(comparison.Id, out var known) && known.Ended == ended)
            return known.Result;
        var result = await JudgeAsync(comparison, runs, cancelled);
        _soFar[comparison.Id] = (ended, result);
        return result;
    }

    /// <summary>The result as it is kept at the end.</summary>
    public async Task<string> WriteAsync(ComparisonRecord comparison, CancellationToken cancelled)
    {
        var result = await JudgeAsync(comparison, await comparisons.ListRunsAsync(comparison.Id, cancelled), cancelled);
        _soFar.TryRemove(comparison.Id, out _);
        return JsonSerializer.Serialize(result, CurlewJson.Options);
    }

    private async Task<ComparisonResult> JudgeAsync(ComparisonRecord comparison, IReadOnlyList<ComparisonRun> runs, CancellationToken cancelled)
    {
        var terms = JsonSerializer.Deserialize<ComparisonTerms>(comparison.PlanJson, CurlewJson.Options)!;
        var byPosition = runs.ToDictionary(run => run.Position);
        var evidence = new List<ArmEvidence>();
        foreach (var arm in await comparisons.ListArmsAsync(comparison.Id, cancelled))
        {
            var definition = JsonSerializer.Deserialize<RunDefinitionDocument>(arm.DefinitionJson, CurlewJson.Options)!;
            var rounds = new List<RoundEvidence>();
            for (var position = 0; position < comparison.Queued; position++)
            {
                if (terms.Plan.Order[position] == arm.Arm)
                    rounds.Add(await EvidenceOfAsync(byPosition.GetValueOrDefault(position), terms.Plan.RoundOf(position), definition, cancelled));
            }

            _ = HttpVersionChoices.TryParse(definition.HttpVersion, out var version);
            evidence.Add(new ArmEvidence(arm.Arm, arm.Name, version, DefaultDepartures.Of(definition), definition.JudgeInvalidRuns ?? false, rounds));
        }

        return ComparisonJudge.Judge(evidence, terms.Rules);
    }

    private async Task<RoundEvidence> EvidenceOfAsync(ComparisonRun? run, int round, RunDefinitionDocument definition, CancellationToken cancelled)
    {
        if (run is null)
            return new RoundEvidence { Round = round };
        var summary = await comparisons.FindSummaryAsync(run.Id, cancelled) is { } json
            ? JsonSerializer.Deserialize<RunSummary>(json, CurlewJson.Options)
            : null;
        return new RoundEvidence
        {
            Round = round,
            RunId = run.Id.Value,
            Status = run.Status,
            Reason = run.Reason,
            Summary = summary,
            Sample = summary is null ? null : await SampleOfAsync(run.Id, definition, cancelled),
        };
    }

    /// <summary>Damaged seconds must not keep a comparison from its end: the arm then has its summaries alone, and no intervals.</summary>
    private async Task<RunSample?> SampleOfAsync(RunId id, RunDefinitionDocument definition, CancellationToken cancelled)
    {
        if (await timelines.FindLastSecondAsync(id, cancelled) is null)
            return null;
        try
        {
            return await RunSample.OfAsync(
                [.. definition.Steps!.Select(step => step.Name!)],
                definition.WarmUpSeconds ?? 0,
                timelines.ReadAsync(id, cancellationToken: cancelled),
                cancelled);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
