using Curlew.Domain.Definitions;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Statistics;
using Curlew.Domain.Summaries;

namespace Curlew.Domain.Comparisons.Results;

/// <summary>Adds the rounds of an arm up.</summary>
internal sealed class ArmSummary
{
    /// <summary>How sure the intervals of an arm's own figures are, in percent.</summary>
    public const double OwnConfidencePercent = 95;

    private const int Digits = 4;
    private const string Invalid = "Its self-checks are invalid: the figures show the generator rather than the target.";
    private const int Ok = 0;
    private const int Http2Stream = 92;

    private readonly ArmEvidence _arm;
    private readonly List<RoundEvidence> _used;

    private ArmSummary(ArmEvidence arm)
    {
        _arm = arm;
        _used = UsedOf(arm);
    }

    private IEnumerable<RunSummary> Summaries => _used.Select(run => run.Summary!);

    /// <summary>The arm's row.</summary>
    public static ArmResult Of(ArmEvidence arm) => new ArmSummary(arm).Build();

    /// <summary>The samples of the rounds that can be used.</summary>
    public static IReadOnlyList<RunSample> SamplesOf(ArmEvidence arm) =>
        [.. UsedOf(arm).Select(run => run.Sample).OfType<RunSample>()];

    private ArmResult Build()
    {
        var curlCodes = CurlCodes();
        var versions = HttpVersions();
        return new ArmResult
        {
            Arm = _arm.Arm,
            Name = _arm.Name,
            RoundsUsed = _used.Count,
            Rounds = [.. _arm.Runs.Select(RoundOf)],
            Requests = Summaries.Sum(summary => summary.Total.Requests),
            Failed = Summaries.Sum(summary => summary.Total.Failed),
            ErrorRatePercent = ErrorRates.Of(CountsOf(_arm), OwnConfidencePercent) is { } errors ? Rounded(errors) : null,
            CurlCodes = curlCodes,
            StreamErrors = curlCodes.Where(code => code.Code == Http2Stream).Sum(code => code.Count),
            Failures = Failures(),
            HiddenRepeats = Summaries.Sum(summary => summary.Total.HiddenRepeats ?? 0),
            HttpVersionAsked = _arm.HttpVersion.ToWord(),
            HttpVersions = versions,
            GotOtherVersion = versions.Any(version => IsOther(version.Version)),
            PlannedPerSecond = MeanOf(Summaries.Select(summary => summary.Iterations?.PlannedPerSecond)),
            AchievedPerSecond = MeanOf(Summaries.Select(summary => summary.Iterations?.AchievedPerSecond)),
            RequestsPerSecond = Spread.Of(Summaries.Select(summary => summary.Total.RatePerSecond)),
            SkippedStarts = Summaries.Sum(summary => summary.Iterations?.Skipped ?? 0),
            GeneratorCpuPercent = Spread.Of(Summaries.Select(summary => summary.Generator.CpuPercent)),
            CpuMicrosPerRequest = Spread.Of(Summaries.Select(summary => summary.Generator.CpuMicrosPerRequest)),
            ResponseTimeMs = Times(),
            Connections = Connections(),
            PeakMemoryBytes = Spread.Of(Summaries.Select(summary => summary.Generator.PeakMemoryBytes).OfType<long>().Select(bytes => (double)bytes)),
            P95SpreadPercent = P95Spread(),
            Engine = Summaries.FirstOrDefault()?.Engine,
            Advisories = [.. Summaries.SelectMany(summary => summary.Advisories).DistinctBy(advisory => advisory.Code)],
        };
    }

    /// <summary>Requests and failures of each round, for what is to be said of error rates.</summary>
    public static IReadOnlyList<ErrorCount> CountsOf(ArmEvidence arm) =>
    [
        .. UsedOf(arm)
            .Select(run => new ErrorCount(run.Summary!.Total.Requests, run.Summary.Total.Failed))
            .Where(count => count.Requests > 0),
    ];

    private static List<RoundEvidence> UsedOf(ArmEvidence arm) => [.. arm.Runs.Where(run => WhyNotUsed(arm, run) is null)];

    private static string? WhyNotUsed(ArmEvidence arm, RoundEvidence run) => run switch
    {
        { Status: null } => "The run has been deleted.",
        { Status: RunStatus.Failed } => run.Reason ?? "The run failed.",
        { Status: RunStatus.Interrupted } => run.Reason ?? "The run was interrupted.",
        { Status: RunStatus.Completed or RunStatus.Stopped, Summary: null } => run.Reason ?? "The run ended before it measured anything.",
        { Status: RunStatus.Completed or RunStatus.Stopped, Summary.Validity: SelfCheckResult.Invalid } when !arm.UsesInvalid => Invalid,
        { Status: RunStatus.Completed or RunStatus.Stopped } => null,
        _ => "Has not ended.",
    };

    private RoundResult RoundOf(RoundEvidence run)
    {
        var why = WhyNotUsed(_arm, run);
        var total = run.Summary?.Total;
        return new RoundResult(
            run.Round + 1,
            run.RunId,
            run.Status,
            why is null,
            why ?? (run.Status == RunStatus.Stopped ? run.Reason : run.Summary?.Validity == SelfCheckResult.Invalid ? Invalid : null),
            total?.Requests,
            total is { Requests: > 0 } ? 100.0 * total.Failed / total.Requests : null,
            total?.ResponseTimeMs.P95,
            run.Summary?.Generator.CpuPercent,
            run.Summary?.Validity);
    }

    private List<CurlCodeCount> CurlCodes() =>
    [
        .. Summaries.SelectMany(summary => summary.CurlCodes)
            .Where(code => code.Code != Ok)
            .GroupBy(code => code.Code)
            .Select(code => code.First() with { Count = code.Sum(count => count.Count) })
            .OrderByDescending(code => code.Count),
    ];

    private List<FailureCount> Failures() =>
    [
        .. Summaries.SelectMany(summary => summary.Failures)
            .GroupBy(failure => failure.Kind)
            .Select(failure => new FailureCount(failure.Key, failure.Sum(count => count.Count)))
            .OrderByDescending(failure => failure.Count),
    ];

    private List<HttpVersionCount> HttpVersions() =>
    [
        .. Summaries.SelectMany(summary => summary.HttpVersions)
            .GroupBy(version => version.Version)
            .Select(version => new HttpVersionCount(version.Key, version.Sum(count => count.Count)))
            .OrderByDescending(version => version.Count),
    ];

    private bool IsOther(string version) => version != "none" && _arm.HttpVersion switch
    {
        HttpVersionChoice.Auto => false,
        HttpVersionChoice.Http11 => version is not ("1.1" or "1.0"),
        _ => version != "2",
    };

    private ArmTimes Times()
    {
        var samples = SamplesOf(_arm);
        return samples.Count == 0
            ? new ArmTimes(null, null, null)
            : new ArmTimes(Estimated(RunMetric.P50), Estimated(RunMetric.P95), Estimated(RunMetric.P99));

        Estimate Estimated(RunMetric metric) => Rounded(RunEstimates.Of(samples, step: null, metric, OwnConfidencePercent));
    }

    private static Estimate Rounded(Estimate estimate) =>
        new(Rounded(estimate.Value), Rounded(estimate.Low), Rounded(estimate.High));

    private static double Rounded(double value) => Math.Round(value, Digits);

    private ArmConnections? Connections()
    {
        var figures = Summaries.Select(summary => summary.Connections).OfType<ConnectionFigures>().ToList();
        if (figures.Count == 0)
            return null;
        var opened = figures.Sum(connections => connections.Opened);
        var requests = Summaries.Where(summary => summary.Connections is not null).Sum(summary => summary.Total.Requests);
        return new ArmConnections(
            opened,
            figures.Sum(connections => connections.Reused),
            figures.Max(connections => connections.PeakOpen),
            opened == 0 ? null : Rounded((double)requests / opened),
            [
                .. figures.SelectMany(connections => connections.PerHost)
                    .GroupBy(host => host.Host)
                    .Select(host => new HostConnections(host.Key, host.Sum(each => each.Opened), host.Sum(each => each.Reused))),
            ]);
    }

    private double? P95Spread()
    {
        var values = Summaries.Select(summary => summary.Total.ResponseTimeMs.P95).Order().ToList();
        if (values.Count < 2)
            return null;
        var median = (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
        return median <= 0 ? null : Rounded(100 * (values[^1] - values[0]) / median);
    }

    private static double? MeanOf(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().ToList();
        return known.Count == 0 ? null : known.Average();
    }
}
