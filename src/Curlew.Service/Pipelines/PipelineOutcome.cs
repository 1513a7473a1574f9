using System.Globalization;
using System.Text.Json.Nodes;

namespace Curlew.Service.Pipelines;

/// <summary>What a run came to, for people and for pipelines.</summary>
internal static class PipelineOutcome
{
    /// <summary>The exit code.</summary>
    /// <param name="run">The run as the API answers it.</param>
    /// <param name="isStrict">Whether what could not be held against its baseline is not to pass.</param>
    public static PipelineExit ExitOf(JsonNode run, bool isStrict) =>
        (Word(run, "status"), Word(run, "verdict"), Word(run, "regression"), Word(run, "validity")) switch
        {
            ("failed" or "interrupted", _, _, _) => PipelineExit.NotCarriedOut,
            // One that a threshold stopped did what it was to do.
            (_, "failed", _, _) or (_, _, "regressed", _) => PipelineExit.Failed,
            ("stopped", _, _, _) => PipelineExit.NotCarriedOut,
            // Where the definition has invalid runs judged, it was.
            (_, not "passed", _, "invalid") => PipelineExit.NotJudged,
            (_, _, "notComparable" or "inconclusive", _) when isStrict => PipelineExit.NotJudged,
            _ => PipelineExit.Passed,
        };

    /// <summary>A few lines.</summary>
    public static IEnumerable<string> LinesOf(JsonNode run, JsonNode? regression, Uri report)
    {
        var reason = Word(run, "failure") ?? Word(run, "stopReason");
        yield return $"Run {Word(run, "id")} {Word(run, "status")}: {Count(run, "requests")} requests, {Count(run, "failedRequests")} failed."
            + (reason is null ? "" : $" {reason}");
        if (Word(run, "verdict") is { } verdict)
            yield return $"Thresholds: {(verdict == "notApplicable" ? "not judged" : verdict)}";
        if (Word(run, "validity") is { } validity)
            yield return $"Self-checks: {validity}";
        if (regression is not null)
            yield return $"Regression: {Word(regression, "result") ?? "no baseline"}. {Word(regression, "reason")}";
        yield return $"Report: {report}";
    }

    private static string? Word(JsonNode node, string field) => Printable((string?)node[field]);

    private static string Count(JsonNode run, string field) => ((long)run[field]!).ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>What a server answered must not steer the terminal of whoever reads it.</summary>
    private static string? Printable(string? text) =>
        text is null ? null : string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
