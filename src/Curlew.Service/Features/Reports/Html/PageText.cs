using System.Globalization;
using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Service.Features.Errors;
using Curlew.Service.Features.Runs;
using Curlew.Service.Security.Http;

namespace Curlew.Service.Features.Reports.Html;

/// <summary>How the page says things.</summary>
internal static class PageText
{
    /// <summary>What a page shows of a definition at most; data feeds may have megabytes.</summary>
    private const int DefinitionLength = 50_000;

    private static readonly JsonSerializerOptions Indented = new(CurlewJson.Options) { WriteIndented = true };

    /// <summary>The style, which travels in the assembly.</summary>
    public static string Style { get; } = ReadStyle();

    /// <summary>What a browser may do with the page, also where it was saved: show it in its style.</summary>
    public static string Policy { get; } = ContentPolicy.OfSingleFile(Style);

    /// <summary>The one thing to know first, and the class of its colour.</summary>
    public static (string Text, string Class) Headline(ReportRun run) => run switch
    {
        { Status: RunStatus.Failed or RunStatus.Interrupted } => ($"The run {(run.Status == RunStatus.Failed ? "failed" : "was interrupted")}", "bad"),
        { Regression: RegressionResult.Regressed, Verdict: not Verdict.Failed } => ("Regressed", "bad"),
        { Verdict: Verdict.Passed } => ("Passed", "good"),
        { Verdict: Verdict.Failed } => ("Failed", "bad"),
        { Validity: SelfCheckResult.Invalid } => ("Not judged: the figures are invalid", "warn"),
        { Status: RunStatus.Stopped } => ("Stopped", "warn"),
        _ => ("Completed, without a verdict", "plain"),
    };

    /// <summary>How far the figures can be trusted.</summary>
    public static string Trust(SelfCheckResult? validity) => validity switch
    {
        SelfCheckResult.Pass => "Self-checks pass: the figures show the target.",
        SelfCheckResult.Warn => "Self-checks warn: read the figures with care.",
        SelfCheckResult.Invalid => "Self-checks are invalid: the figures show the generator rather than the target.",
        _ => "There are no figures.",
    };

    /// <summary>A verdict in words, and the class of its colour.</summary>
    public static (string Text, string Class) Of(Verdict? verdict) => verdict switch
    {
        Verdict.Passed => ("✓ passed", "good"),
        Verdict.Failed => ("✗ failed", "bad"),
        Verdict.NotApplicable => ("– not applicable", "plain"),
        _ => ("– not judged", "plain"),
    };

    /// <summary>A self-check in words, and the class of its colour.</summary>
    public static (string Text, string Class) Of(SelfCheckResult result) => result switch
    {
        SelfCheckResult.Pass => ("✓ pass", "good"),
        SelfCheckResult.Warn => ("! warn", "warn"),
        _ => ("✗ invalid", "bad"),
    };

    /// <summary>What came of holding the run against its baseline, and the class of its colour.</summary>
    public static (string Text, string Class) Of(RegressionResult? result) => result switch
    {
        RegressionResult.Regressed => ("✗ regressed", "bad"),
        RegressionResult.Improved => ("✓ improved", "good"),
        RegressionResult.Unchanged => ("✓ unchanged", "good"),
        RegressionResult.Inconclusive => ("? inconclusive", "warn"),
        RegressionResult.NotComparable => ("– not comparable", "warn"),
        _ => ("– no baseline", "plain"),
    };

    /// <summary>What became of a metric, and the class of its colour.</summary>
    public static (string Text, string Class) Of(ChangeVerdict verdict) => verdict switch
    {
        ChangeVerdict.Regressed => ("✗ regressed", "bad"),
        ChangeVerdict.Improved => ("✓ improved", "good"),
        ChangeVerdict.Unchanged => ("✓ unchanged", "good"),
        _ => ("? inconclusive", "plain"),
    };

    /// <summary>How requests failed, as in <c>28 CURLE_OPERATION_TIMEDOUT, no answer</c> or <c>200, body not as expected</c>.</summary>
    public static string Of(ErrorResource error) => error switch
    {
        { Failure: FailureKind.CurlCode } => $"{error.CurlCode} {error.CurlSymbol}, {(error.Status == 0 ? "no answer" : $"status {error.Status}")}",
        { Status: 0 } => Of(error.Failure),
        _ => $"{error.Status}, {Of(error.Failure)}",
    };

    /// <summary>Why requests count as failed, in words.</summary>
    public static string Of(FailureKind failure) => failure switch
    {
        FailureKind.CurlCode => "no whole answer",
        FailureKind.Status => "status not as expected",
        FailureKind.Header => "header not as expected",
        FailureKind.Body => "body not as expected",
        FailureKind.Json => "JSON not as expected",
        FailureKind.MaxTime => "slower than expected",
        FailureKind.Extraction => "nothing to extract",
        FailureKind.RegexTimeout => "regular expression cut off",
        FailureKind.Template => "not sent",
        FailureKind.Target => "target not allowed",
        _ => Word(failure),
    };

    /// <summary>The unit of a self-check's figure, as short as it is in the rest of the page.</summary>
    public static string Unit(SelfCheck check) => check.Unit switch
    {
        "milliseconds" => "ms",
        "seconds" => "s",
        "percent" => "%",
        var unit => unit,
    };

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A figure with as many digits as are of use.</summary>
    public static string Figure(double value) => value.ToString(value >= 100 ? "#,0.#" : "0.###", CultureInfo.InvariantCulture);

    /// <summary>A number of bytes, as in <c>1.5 MiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = bytes <= 0 ? 0 : Math.Min(units.Length - 1, (int)Math.Log(bytes, 1024));
        return $"{(bytes / Math.Pow(1024, unit)).ToString("0.#", CultureInfo.InvariantCulture)} {units[unit]}";
    }

    /// <summary>A moment.</summary>
    public static string Moment(DateTime? moment) => moment?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>The word of an enumeration's value, as the API has it.</summary>
    public static string Word<T>(T value) where T : struct, Enum => ApiWords<T>.Of(value);

    /// <summary>A definition as JSON, cut where it is too long for a page.</summary>
    public static string Definition(Report report)
    {
        var json = JsonSerializer.Serialize(report.Definition, Indented);
        return json.Length <= DefinitionLength ? json : $"{json[..DefinitionLength]}\n… and {Count(json.Length - DefinitionLength)} more characters; report.json has them.";
    }

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(PageText).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}
