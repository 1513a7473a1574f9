using System.Reflection;
using System.Text.Json;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Errors;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Timelines;
using Curlew.Engine.Catalog;
using Curlew.Service.Execution;
using Curlew.Service.Features.Errors;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Service.Regressions;
using Curlew.Storage.Runs;
using Curlew.Storage.Timelines;

namespace Curlew.Service.Features.Reports;

/// <summary>Gathers what a report says, once for whatever form it is written in.</summary>
internal sealed class ReportGathering(
    RunStore runs, TimelineStore timelines, EngineCatalog engines, HostDescription host, TimeProvider time)
{
    /// <summary>How many points of the timeline a report has at most: more are not told apart on a page.</summary>
    private const int Points = 600;

    private static readonly string ServiceVersion =
        typeof(ReportGathering).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The report of a run that has ended, or the problem to answer with.</summary>
    public async Task<(Report? Report, IResult? Problem)> GatherAsync(string id, CancellationToken cancelled)
    {
        if (!RunId.TryParse(id, out var runId) || await runs.FindAsync(runId, cancelled) is not { } run)
            return (null, RunProblems.NotFound(id));
        if (!run.Status.IsTerminal())
        {
            return (null, Problem.Of(
                ProblemType.RunNotEnded,
                $"The run is {run.Status.ToWord()} and has no report yet; ask again when {RunAddress.Of(runId)} says that it has ended."));
        }

        var results = Read<RunSummary>(run.SummaryJson);
        var definition = RunSnapshot.Of(run).WithoutCredentials();
        List<string> stepNames = [.. definition.Steps!.Select(step => step.Name!)];
        var report = new Report
        {
            GeneratedAt = time.GetUtcNow().UtcDateTime,
            Service = new ReportService("Curlew", ServiceVersion),
            Engine = results?.Engine ?? EngineOf(run),
            Host = HostDescription.Of(run.HostJson) ?? host,
            Run = Of(run),
            Definition = definition,
            Results = results,
            Regression = Read<RunRegression>(run.RegressionJson),
            SelfChecks = results?.SelfChecks ?? [],
            Errors = RunErrorList.Of(run, Read<List<ErrorGroup>>(run.ErrorsJson) ?? [], stepNames, engines).Items,
            Percentiles = PercentileTable.Of(await runs.FindHistogramsAsync(runId, cancelled)),
            Timeline = await TimelineAsync(runId, stepNames, definition.WarmUpSeconds ?? 0, cancelled),
        };
        return (report, null);
    }

    private static ReportRun Of(RunRecord run) => new()
    {
        Id = run.Id,
        Name = SecretMask.InText(run.Name),
        Status = run.Status,
        Verdict = run.Verdict,
        Validity = run.Validity,
        Regression = run.Regression,
        StopReason = run.StopReason is { } reason ? SecretMask.InText(reason) : null,
        Failure = run.Failure is { } failure ? SecretMask.InText(failure) : null,
        CreatedAt = run.CreatedAt.UtcDateTime,
        StartedAt = run.StartedAt?.UtcDateTime,
        EndedAt = run.EndedAt?.UtcDateTime,
        DefinitionId = run.DefinitionId,
        DefinitionRevision = run.DefinitionRevision,
    };

    private EngineUsed? EngineOf(RunRecord run) => engines.Engines.FirstOrDefault(engine => engine.Name == run.Engine) is { } engine
        ? new EngineUsed(engine.Name, engine.LibcurlVersion, engine.TlsVersion, engine.Nghttp2Version)
        : null;

    /// <summary>The points of a run; as wide as they have to be for the seconds that there are, whatever the clock said meanwhile.</summary>
    private async Task<IReadOnlyList<TimelinePoint>> TimelineAsync(
        RunId run, List<string> stepNames, double warmUpSeconds, CancellationToken cancelled)
    {
        if (await timelines.FindLastSecondAsync(run, cancelled) is not { } last)
            return [];
        var sampler = new TimelineSampler(stepNames, warmUpSeconds, width: (last / Points) + 1);
        return await sampler.SampleAsync(timelines.ReadAsync(run, cancellationToken: cancelled)).ToListAsync(cancelled);
    }

    /// <summary>What is stored as JSON; whatever URL is in it, in the name of a step for one, has no user information any more.</summary>
    private static T? Read<T>(string? json) =>
        json is null ? default : JsonSerializer.Deserialize<T>(SecretMask.InText(json), CurlewJson.Options);
}
