using Curlew.Domain.Comparisons.Results;
using Curlew.Domain.Statistics;
using Curlew.Service.Features.Reports.Html;

namespace Curlew.Service.Features.Comparisons.Report;

/// <summary>The tables of a comparison's report.</summary>
internal static class ComparisonTables
{
    private const string None = "–";

    /// <summary>All tables, the one that answers the question first.</summary>
    public static IReadOnlyList<ReportTable> Of(ComparisonResult result)
    {
        List<ReportTable> tables = [AtAGlance(result), Times(result), Requests(result), Cost(result)];
        if (result.Differences.Count > 0)
            tables.Add(Differences(result));
        tables.Add(Rounds(result));
        return tables;
    }

    private static ReportTable AtAGlance(ComparisonResult result) => new(
        "At a glance",
        ["Arm", "Error rate", "Stream errors (92)", "CPU of the generator", "p95", "Spread of p95 over rounds", "Recommendation"],
        [.. result.Arms.Select(arm => (IReadOnlyList<string>)
        [
            arm.Name,
            arm.ErrorRatePercent is { } errors ? $"{Number(errors.Value)} %" : None,
            arm.Requests == 0 ? None : PageText.Count(arm.StreamErrors),
            arm.GeneratorCpuPercent is { } cpu ? $"{Number(cpu.Mean)} % of a core" : None,
            P95Of(arm) is { } p95 ? $"{Number(p95)} ms" : None,
            arm.P95SpreadPercent is { } spread ? $"{Number(spread)} %" : None,
            WordOf(arm, result),
        ])]);

    private static ReportTable Times(ComparisonResult result) => new(
        "Response times in ms, with 95 % intervals",
        ["Arm", "p50", "p95", "p99"],
        [.. result.Arms.Select(arm => (IReadOnlyList<string>)
            [arm.Name, WithInterval(arm.ResponseTimeMs.P50), WithInterval(arm.ResponseTimeMs.P95), WithInterval(arm.ResponseTimeMs.P99)])]);

    private static ReportTable Requests(ComparisonResult result) => new(
        "Requests",
        ["Arm", "Rounds used", "Requests", "Failed", "Error rate in %, with 95 % interval", "How they failed", "Hidden repeats", "HTTP versions"],
        [.. result.Arms.Select(arm => (IReadOnlyList<string>)
        [
            arm.Name,
            $"{arm.RoundsUsed} of {arm.Rounds.Count}",
            PageText.Count(arm.Requests),
            PageText.Count(arm.Failed),
            WithInterval(arm.ErrorRatePercent),
            FailuresOf(arm),
            PageText.Count(arm.HiddenRepeats),
            VersionsOf(arm),
        ])]);

    private static ReportTable Cost(ComparisonResult result) => new(
        "Load, connections and cost",
        [
            "Arm", "Planned/s", "Started/s", "Skipped", "Requests/s", "CPU %", "CPU µs/request", "Connections opened", "Reused", "Peak open",
            "Requests/connection", "Per host", "Peak memory",
        ],
        [.. result.Arms.Select(arm => (IReadOnlyList<string>)
        [
            arm.Name,
            Number(arm.PlannedPerSecond),
            Number(arm.AchievedPerSecond),
            PageText.Count(arm.SkippedStarts),
            WithRange(arm.RequestsPerSecond),
            WithRange(arm.GeneratorCpuPercent),
            WithRange(arm.CpuMicrosPerRequest),
            arm.Connections is { } opened ? PageText.Count(opened.Opened) : None,
            arm.Connections is { } reused ? PageText.Count(reused.Reused) : None,
            arm.Connections is { } peak ? PageText.Count(peak.PeakOpen) : None,
            Number(arm.Connections?.RequestsPerConnection),
            arm.Connections is { } hosts ? string.Join(", ", hosts.PerHost.Select(host => $"{host.Host}: {PageText.Count(host.Opened)}")) : None,
            arm.PeakMemoryBytes is { } memory ? PageText.Bytes((long)memory.Mean) : None,
        ])]);

    private static ReportTable Differences(ComparisonResult result) => new(
        $"Differences from {result.Reference}, whose p95 is the least (all intervals together hold with {Number(result.ConfidencePercent)} %)",
        ["Arm", "Figure", result.Reference!, "Arm's", "Difference", "Matters from", "Verdict"],
        [.. result.Differences.Select(difference => (IReadOnlyList<string>)
        [
            difference.Arm,
            WordOf(difference.Metric),
            Number(difference.Reference),
            Number(difference.Value),
            WithInterval(difference.Change),
            Number(difference.MinChange),
            PageText.Word(difference.Verdict),
        ])]);

    private static ReportTable Rounds(ComparisonResult result) => new(
        "Rounds",
        ["Arm", "Round", "Run", "Status", "Used", "Requests", "Errors %", "p95 ms", "CPU %", "Note"],
        [.. result.Arms.SelectMany(arm => arm.Rounds.Select(round => (IReadOnlyList<string>)
        [
            arm.Name,
            $"{round.Round}",
            round.RunId?.ToString() ?? None,
            round.Status is { } status ? PageText.Word(status) : "deleted",
            round.IsUsed ? "yes" : "no",
            round.Requests is { } requests ? PageText.Count(requests) : None,
            Number(round.ErrorRatePercent),
            Number(round.P95Ms),
            Number(round.GeneratorCpuPercent),
            round.Note ?? "",
        ]))]);

    private static double? P95Of(ArmResult arm) => arm.ResponseTimeMs.P95?.Value
        ?? arm.Rounds.Where(round => round.IsUsed).Select(round => round.P95Ms).Average();

    private static string WordOf(ArmResult arm, ComparisonResult result)
    {
        var said = result.Recommendation;
        if (said.Arm == arm.Name)
            return said.Outcome == RecommendationOutcome.Arm ? "use this" : "use this, the simplest";
        if (said.AsGood.Contains(arm.Name))
            return "as good";
        return said.Outcome == RecommendationOutcome.None || arm.Rounds.Count == 0 ? None : "avoid here";
    }

    private static string FailuresOf(ArmResult arm)
    {
        var codes = arm.CurlCodes.Select(code => $"{PageText.Count(code.Count)} × {code.Symbol} ({code.Code})");
        var others = arm.Failures
            .Where(failure => failure.Kind != Domain.Outcomes.FailureKind.CurlCode)
            .Select(failure => $"{PageText.Count(failure.Count)} × {PageText.Of(failure.Kind)}");
        return string.Join(", ", [.. codes, .. others]) is { Length: > 0 } text ? text : None;
    }

    private static string VersionsOf(ArmResult arm)
    {
        var got = string.Join(", ", arm.HttpVersions.Select(version => $"{version.Version}: {PageText.Count(version.Count)}"));
        return arm.GotOtherVersion ? $"{got} (asked for {arm.HttpVersionAsked})" : got.Length == 0 ? None : got;
    }

    private static string WordOf(ArmMetric metric) => metric switch
    {
        ArmMetric.ErrorRatePercent => "errors, %",
        ArmMetric.P95Ms => "p95, ms",
        ArmMetric.P99Ms => "p99, ms",
        ArmMetric.RequestsPerSecond => "requests/s",
        _ => "CPU, % of a core",
    };

    private static string WithInterval(Estimate? estimate) =>
        estimate is null ? None : $"{Number(estimate.Value)} ({Number(estimate.Low)} to {Number(estimate.High)})";

    private static string WithRange(Spread? spread) =>
        spread is null ? None : $"{Number(spread.Mean)} ({Number(spread.Min)} to {Number(spread.Max)})";

    private static string Number(double? value) => value is { } number ? Number(number) : None;

    /// <summary>With as many digits as a measurement has.</summary>
    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 1000 => PageText.Count((long)Math.Round(value)),
        >= 100 => PageText.Figure(Math.Round(value)),
        >= 10 => PageText.Figure(Math.Round(value, 1)),
        _ => PageText.Figure(Math.Round(value, 2)),
    };
}
