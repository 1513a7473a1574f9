using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Engines;
using Curlew.Domain.Json;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Engine.Catalog;
using Curlew.Service.Execution;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>A run: one execution of a snapshot of a definition.</summary>
public sealed record RunResource
{
    /// <summary>Its id, a UUID of version 7: ids sort by the time at which runs were accepted.</summary>
    public required Guid Id { get; init; }

    /// <summary>The definition's name.</summary>
    public required string Name { get; init; }

    /// <summary>The saved definition that it was made of, which may have been deleted since; absent where it was POSTed whole.</summary>
    public Guid? DefinitionId { get; init; }

    /// <summary>The number of that definition's revision; absent where there is none.</summary>
    public int? DefinitionRevision { get; init; }

    /// <summary>The schedule that it is of, which may have been deleted since; absent where it is of none.</summary>
    public Guid? ScheduleId { get; init; }

    /// <summary>When the schedule had it due, or was triggered (ISO 8601, UTC); absent where it is of none.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>Whether retention leaves it alone.</summary>
    public required bool Pinned { get; init; }

    /// <summary>
    /// Where it stands: <c>queued</c>, <c>starting</c> (preflight request), <c>running</c>, <c>stopping</c>, <c>finalizing</c>
    /// (writing results), and at the end for good <c>completed</c>, <c>stopped</c> (see stopReason), <c>failed</c> (see failure)
    /// or <c>interrupted</c> (the service died or shut down under it; partial results are kept, load is never repeated).
    /// </summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it was asked to stop; absent where nobody asked.</summary>
    public string? StopReason { get; init; }

    /// <summary>Why it could not be carried out, with libcurl's own words where it was the preflight request.</summary>
    public string? Failure { get; init; }

    /// <summary>
    /// What its thresholds come to: <c>passed</c>, <c>failed</c>, or <c>notApplicable</c> (no thresholds, nothing to measure, or
    /// invalid figures); absent before it has ended.
    /// </summary>
    public Verdict? Verdict { get; init; }

    /// <summary>
    /// The worst of the self-checks: <c>pass</c>, <c>warn</c>, or <c>invalid</c> (the figures show the generator rather than the
    /// target); absent before it has ended.
    /// </summary>
    public SelfCheckResult? Validity { get; init; }

    /// <summary>
    /// What came of holding it against its baseline: <c>regressed</c>, <c>improved</c>, <c>unchanged</c>, <c>inconclusive</c> or
    /// <c>notComparable</c>; absent before it has ended and where there was nothing to hold it against. See links.regression.
    /// </summary>
    public RegressionResult? Regression { get; init; }

    /// <summary>The run that it is to be held against, where one was named.</summary>
    public Guid? BaselineRunId { get; init; }

    /// <summary>Who asked for it: the name of an API key, or <c>local</c> where there are no keys; absent for runs of earlier versions.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>When it was accepted (ISO 8601, UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When load began; absent before that. Moments of outcomes count from here.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>When it came to its last status; absent before that.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>Requests that have ended so far, in whatever way; during the run brought up to date about every second.</summary>
    public required long Requests { get; init; }

    /// <summary>Those of them that failed: a CURLcode other than 0, or an answer that was not what the step expects.</summary>
    public required long FailedRequests { get; init; }

    /// <summary>How far its load is; absent before it began, and where it ended before its defined end.</summary>
    public LoadProgress? Progress { get; init; }

    /// <summary>What was asked for, in full form with every default written out; secrets are shown as <c>***</c>.</summary>
    public required RunDefinitionDocument Definition { get; init; }

    /// <summary>The request that was sent before the load; absent before it is done.</summary>
    public PreflightResult? Preflight { get; init; }

    /// <summary>What is known of the run's libcurl and matters to this run.</summary>
    public required IReadOnlyList<Advisory> Advisories { get; init; }

    /// <summary>Where to go on.</summary>
    public required RunLinks Links { get; init; }

    internal static RunResource Of(RunRecord run, EngineCatalog engines, TimeProvider time)
    {
        var definition = RunSnapshot.Of(run);
        var preflight = Read<PreflightResult>(run.PreflightJson);
        return new RunResource
        {
            Id = run.Id,
            Name = run.Name,
            DefinitionId = run.DefinitionId,
            DefinitionRevision = run.DefinitionRevision,
            ScheduleId = run.ScheduleId,
            DueAt = run.DueAt?.UtcDateTime,
            Pinned = run.Pinned,
            Status = run.Status,
            StopReason = run.StopReason,
            Failure = run.Failure,
            Verdict = run.Verdict,
            Validity = run.Validity,
            Regression = run.Regression,
            BaselineRunId = run.BaselineRunId,
            CreatedBy = run.CreatedBy,
            CreatedAt = run.CreatedAt.UtcDateTime,
            StartedAt = run.StartedAt?.UtcDateTime,
            EndedAt = run.EndedAt?.UtcDateTime,
            Requests = run.Requests,
            FailedRequests = run.FailedRequests,
            Progress = ProgressOf(run, definition, time),
            Definition = definition.WithoutSecrets(),
            Preflight = preflight,
            Advisories = Read<List<Advisory>>(run.AdvisoriesJson) ?? AdvisoriesSoFar(run, preflight, engines),
            Links = RunLinks.Of(new RunId(run.Id)),
        };
    }

    private static LoadProgress? ProgressOf(RunRecord run, RunDefinitionDocument definition, TimeProvider time) => run switch
    {
        { Status: RunStatus.Completed } => LoadProgress.Complete,
        { Status: RunStatus.Running or RunStatus.Stopping or RunStatus.Finalizing, StartedAt: { } began } =>
            LoadProgress.Of(definition, time.GetUtcNow() - began, run.Requests),
        _ => null,
    };

    /// <summary>Before the results say which version was negotiated, what was asked for and the preflight decide.</summary>
    private static IReadOnlyList<Advisory> AdvisoriesSoFar(RunRecord run, PreflightResult? preflight, EngineCatalog engines)
    {
        var http2InPlay = run.HttpVersion.StartsWith('2') || preflight?.HttpVersion == "2";
        var engine = engines.Engines.FirstOrDefault(engine => engine.Name == run.Engine);
        return engine is null ? [] : AdvisoryRules.Applying(engine.Advisories, http2InPlay);
    }

    private static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, CurlewJson.Options);
}

/// <summary>Where to go on from a run.</summary>
/// <param name="Self">The run itself.</param>
/// <param name="Events">How it goes on, as server-sent events.</param>
/// <param name="Summary">What its outcomes add up to, once it has ended.</param>
/// <param name="Timeline">What happened second by second, also during the run.</param>
/// <param name="Errors">How requests failed, and what that commonly means, also during the run.</param>
/// <param name="Histogram">The distribution of its times, once it has ended.</param>
/// <param name="Outcomes">What happened to each request, also during the run.</param>
/// <param name="Regression">What came of holding it against its baseline, once it has ended.</param>
/// <param name="Report">The report as a page, once it has ended; also as <c>.json</c>, <c>.csv</c> and <c>.junit.xml</c>.</param>
/// <param name="Stop">POST here to stop it.</param>
public sealed record RunLinks(
    string Self, string Events, string Summary, string Timeline, string Errors, string Histogram, string Outcomes, string Regression,
    string Report, string Stop)
{
    internal static RunLinks Of(RunId id)
    {
        var self = RunAddress.Of(id);
        return new RunLinks(
            Self: self,
            Events: $"{self}/events",
            Summary: $"{self}/summary",
            Timeline: $"{self}/timeline",
            Errors: $"{self}/errors",
            Histogram: $"{self}/histogram",
            Outcomes: $"{self}/outcomes",
            Regression: $"{self}/regression",
            Report: $"{self}/report.html",
            Stop: $"{self}/stop");
    }
}
