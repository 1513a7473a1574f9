using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Thresholds;
using Curlew.Domain.Verdicts;

namespace Curlew.Service.Features.Reports;

/// <summary>A threshold and what came of it, in words.</summary>
/// <param name="Text">The threshold, as in <c>p95 of responseTime &lt; 250 ms</c>.</param>
/// <param name="Step">The step that it is about; null for all together.</param>
/// <param name="Result">What came of it; null where the run came to no result.</param>
/// <param name="Figure">The figure in its unit; null where there was nothing to measure.</param>
/// <param name="BrokenAfterSeconds">When it was first seen broken.</param>
/// <param name="StoppedRun">Whether it stopped the run.</param>
internal sealed record ReportThreshold(
    string Text, string? Step, Verdict? Result, string? Figure, double? BrokenAfterSeconds, bool StoppedRun)
{
    /// <summary>When it was broken, and what came of that; empty where it never was.</summary>
    public string Note
    {
        get
        {
            if (BrokenAfterSeconds is not { } seconds)
                return "";
            var after = $"after {ThresholdText.Number(seconds)} s.";
            var broken = Result == Verdict.Passed ? $"It was broken for a while, first seen {after}" : $"It was first seen broken {after}";
            return StoppedRun ? $"{broken} It stopped the run." : broken;
        }
    }

    /// <summary>The thresholds of a run; those of its definition where it came to no result.</summary>
    public static IReadOnlyList<ReportThreshold> AllOf(Report report) => report.Results is { } results
        ? [.. results.Thresholds.Select(Of)]
        : [.. (report.Definition.Thresholds ?? []).Select(threshold => new ReportThreshold(Read(threshold).ToText(), threshold.Step, null, null, null, false))];

    private static ReportThreshold Of(ThresholdResult result)
    {
        var threshold = Read(result.Threshold);
        return new ReportThreshold(
            threshold.ToText(), threshold.Step, result.Result,
            result.Actual is { } actual ? threshold.Metric.FigureText(actual) : null,
            result.BrokenAfterSeconds, result.StoppedRun);
    }

    /// <summary>The document is in full form: it was read by <see cref="Domain.Definitions.Reading.DefinitionReader"/> before.</summary>
    private static Threshold Read(ThresholdDocument document) => new()
    {
        Metric = ThresholdWords.MetricOf(document.Metric)!.Value,
        Step = document.Step,
        Aggregate = ThresholdWords.AggregateOf(document.Aggregate),
        Condition = ThresholdWords.ConditionOf(document.Condition)!.Value,
        Value = document.ValueMs ?? document.ValuePercent ?? document.ValuePerSecond ?? document.Value ?? 0,
        StopRun = document.StopRun ?? false,
        Grace = TimeSpan.FromSeconds(document.GraceSeconds ?? 0),
    };
}
