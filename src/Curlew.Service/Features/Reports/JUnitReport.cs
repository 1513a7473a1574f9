using System.Globalization;
using System.Text;
using System.Xml;
using Curlew.Domain.Definitions.Thresholds;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Service.Features.Runs;

namespace Curlew.Service.Features.Reports;

/// <summary>
/// A report as JUnit XML, in the form that Jenkins, GitLab and Azure DevOps read (https://github.com/testmoapp/junitxml).
/// </summary>
/// <remarks>
/// <para>Up to four suites. <c>run</c> has one case, whether the run came to its end. <c>thresholds</c> has a case for each threshold: a
/// broken one is a failure, one that could not be judged an error. So is a threshold that holds in a run that is not judged because
/// its figures show the generator: a pipeline must not turn green by figures that nobody may trust.</para>
/// <para><c>regression</c>, of runs that have something to be held against: see <see cref="JUnitRegression"/>.</para>
/// <para><c>selfChecks</c> has a case for each check. An invalid one is an error where it keeps thresholds from being judged, as
/// then they are the cause; without thresholds, or where the definition has invalid runs judged, nobody asked to be stopped by it, and
/// it is skipped with its message. A warning passes and tells its message in <c>system-out</c>.</para>
/// </remarks>
internal static class JUnitReport
{
    /// <summary>The report.</summary>
    public static byte[] Write(Report report)
    {
        List<JUnitSuite> suites = [new("run", [RunCase(report)])];
        if (ReportThreshold.AllOf(report) is { Count: > 0 } thresholds)
            suites.Add(new("thresholds", [.. thresholds.Select(threshold => ThresholdCase(report, threshold))]));
        if (report.Regression is { } regression)
            suites.Add(new("regression", JUnitRegression.CasesOf(regression)));
        if (report.SelfChecks.Count > 0)
            suites.Add(new("selfChecks", [.. report.SelfChecks.Select(check => CheckCase(report, check))]));

        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
            new JUnitWriter(xml, report).Write(suites);
        return stream.ToArray();
    }

    private static bool IsNotJudged(Report report) =>
        report.Run is { Validity: SelfCheckResult.Invalid, Verdict: Verdict.NotApplicable } && report.Results?.Thresholds.Count > 0;

    private static JUnitCase RunCase(Report report)
    {
        var run = report.Run;
        var word = run.Status.ToWord();
        if (run.Status == RunStatus.Completed)
            return new JUnitCase("run completed");
        var stoppedByThreshold = report.Results?.Thresholds.Any(threshold => threshold.StoppedRun) == true;
        var why = run.Failure ?? run.StopReason ?? "It says no reason.";
        // A run that a threshold stopped has its failure there; the run did what it was to do.
        return stoppedByThreshold
            ? new JUnitCase("run completed") { Output = $"The run was {word}. {why}" }
            : new JUnitCase("run completed") { Result = JUnitResult.Error, Message = $"The run was {word}: {why}", Type = word };
    }

    private static JUnitCase ThresholdCase(Report report, ReportThreshold threshold)
    {
        var figure = threshold.Figure is { } measured ? $"It is {measured}." : "There was nothing to measure.";
        var message = $"{figure} {threshold.Note}".TrimEnd();
        if (report.Results is null)
            return Error("No load was judged: " + (report.Run.Failure ?? report.Run.StopReason ?? "the run ended without results."), "noResults");
        if (IsNotJudged(report))
            return Error($"Not judged: self-checks say that the figures show the generator rather than the target. {message}", "invalid");
        return threshold.Result switch
        {
            Verdict.Failed => new JUnitCase(threshold.Text) { Result = JUnitResult.Failure, Message = message, Type = "threshold" },
            Verdict.Passed when report.Run.Verdict != Verdict.Failed || HasAnswers(report.Results) => new JUnitCase(threshold.Text) { Output = message },
            _ => Error($"Not judged: no request was answered. {message}", "notApplicable"),
        };

        JUnitCase Error(string why, string type) => new(threshold.Text) { Result = JUnitResult.Error, Message = why, Type = type };
    }

    /// <summary>As <see cref="VerdictRules"/> has it: a request that libcurl carried out to the end of an answer.</summary>
    private static bool HasAnswers(RunSummary results) => results.CurlCodes.Any(code => code is { Code: 0, Count: > 0 });

    private static JUnitCase CheckCase(Report report, SelfCheck check)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{check.Message} ({ThresholdText.Number(check.Value)} {check.Unit})");
        return check.Result switch
        {
            SelfCheckResult.Invalid when IsNotJudged(report) =>
                new JUnitCase(check.Name) { Result = JUnitResult.Error, Message = text, Type = "invalid" },
            SelfCheckResult.Invalid => new JUnitCase(check.Name) { Result = JUnitResult.Skipped, Message = $"Invalid: {text}" },
            SelfCheckResult.Warn => new JUnitCase(check.Name) { Output = $"Warning: {text}" },
            _ => new JUnitCase(check.Name) { Output = text },
        };
    }
}
