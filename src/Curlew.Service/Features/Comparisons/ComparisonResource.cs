using System.Text.Json;
using Curlew.Domain.Comparisons;
using Curlew.Domain.Comparisons.Results;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Json;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Service.Features.Runs;
using Curlew.Storage.Comparisons;

namespace Curlew.Service.Features.Comparisons;

/// <summary>A comparison.</summary>
public sealed record ComparisonResource
{
    /// <summary>Its id, a UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The ready-made question that its arms were made of; absent where they were named.</summary>
    public string? Question { get; init; }

    /// <summary>The saved definition that its arms are variants of; absent where it was POSTed whole.</summary>
    public Guid? DefinitionId { get; init; }

    /// <summary>The number of that definition's revision.</summary>
    public int? DefinitionRevision { get; init; }

    /// <summary>Where it stands: <c>running</c>, <c>completed</c>, <c>stopped</c> or <c>failed</c> (see reason).</summary>
    public required ComparisonStatus Status { get; init; }

    /// <summary>Why it was stopped or could not be carried on; absent otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>How often each arm is run.</summary>
    public required int Rounds { get; init; }

    /// <summary>What the order of its runs was drawn by.</summary>
    public required int Seed { get; init; }

    /// <summary>What counts as a difference.</summary>
    public required RulesResource Rules { get; init; }

    /// <summary>Who asked for it: the name of an API key, or <c>local</c> where there are no keys.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was accepted (ISO 8601, UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it came to its end; absent before that.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>How far it is.</summary>
    public required ComparisonProgress Progress { get; init; }

    /// <summary>The arms, each with what it has otherwise than others.</summary>
    public required IReadOnlyList<ArmResource> Arms { get; init; }

    /// <summary>Its runs, in the order in which they are carried out.</summary>
    public required IReadOnlyList<PlaceResource> Plan { get; init; }

    /// <summary>What it came to, or has come to so far.</summary>
    public required ComparisonResult Result { get; init; }

    /// <summary>Whether the result is the last one: it is kept, also where runs are deleted later.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>Where to go on.</summary>
    public required ComparisonLinks Links { get; init; }
}

/// <summary>How far a comparison is.</summary>
/// <param name="RunsEnded">Runs that have ended, in whatever way.</param>
/// <param name="RunsPlanned">All of its runs.</param>
public sealed record ComparisonProgress(int RunsEnded, int RunsPlanned);

/// <summary>What counts as a difference.</summary>
/// <param name="MinChangePercent">A difference of less than this, in percent, does not matter.</param>
/// <param name="MinChangeMs">Nor does one of a response time by less than this, in milliseconds.</param>
/// <param name="MinErrorRatePoints">Nor does one of an error rate by less than this, in percentage points.</param>
/// <param name="FalseAlarmPercent">The share of comparisons of equal arms in which any difference may be claimed, in percent.</param>
public sealed record RulesResource(double MinChangePercent, double MinChangeMs, double MinErrorRatePoints, double FalseAlarmPercent)
{
    internal static RulesResource Of(RegressionRules rules) =>
        new(rules.MinChangePercent, rules.MinChangeMs, rules.MinErrorRatePoints, rules.FalseAlarmPercent);
}

/// <summary>An arm.</summary>
/// <param name="Arm">Its number, from 0.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Differs">The fields of the definition's full form in which arms differ, as this one has them; secrets are shown as <c>***</c>.</param>
public sealed record ArmResource(int Arm, string Name, IReadOnlyDictionary<string, JsonElement> Differs)
{
    internal static IReadOnlyList<ArmResource> Of(IReadOnlyList<ComparisonArmRecord> arms)
    {
        var differing = ArmFields.Differing([.. arms.Select(FieldsOf)]);
        return [.. arms.Select((arm, index) => new ArmResource(arm.Arm, arm.Name, differing[index]))];
    }

    private static JsonElement FieldsOf(ComparisonArmRecord arm) => JsonSerializer.SerializeToElement(
        JsonSerializer.Deserialize<RunDefinitionDocument>(arm.DefinitionJson, CurlewJson.Options)!.WithoutSecrets() with { Name = null },
        CurlewJson.Options);
}

/// <summary>A place in the plan.</summary>
/// <param name="Position">The place, from 0.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Arm">The arm's name.</param>
/// <param name="RunId">The run; absent before it is queued, and where it has been deleted.</param>
/// <param name="Status">Where the run stands; absent as the run is.</param>
/// <param name="IsDeleted">Whether there was a run that has been deleted.</param>
/// <param name="Run">The run's address.</param>
public sealed record PlaceResource(int Position, int Round, string Arm, Guid? RunId, RunStatus? Status, bool IsDeleted, string? Run)
{
    internal static PlaceResource Of(int position, int round, string arm, bool isQueued, ComparisonRun? run) => new(
        position, round + 1, arm, run?.Id.Value, run?.Status, isQueued && run is null, run is null ? null : RunAddress.Of(run.Id));
}

/// <summary>Where to go on from a comparison.</summary>
/// <param name="Self">The comparison itself.</param>
/// <param name="Runs">Its runs.</param>
/// <param name="Stop">POST here to stop it.</param>
/// <param name="ReportMarkdown">Its report as Markdown.</param>
/// <param name="ReportHtml">Its report as a page.</param>
public sealed record ComparisonLinks(string Self, string Runs, string Stop, string ReportMarkdown, string ReportHtml)
{
    internal static ComparisonLinks Of(Guid id)
    {
        var self = ComparisonAddress.Of(id);
        return new ComparisonLinks(
            self, $"/api/v1/runs?comparisonId={id:D}", $"{self}/stop", $"{self}/report.md", $"{self}/report.html");
    }
}
