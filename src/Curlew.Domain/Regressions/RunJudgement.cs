using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>A run held against its baseline.</summary>
/// <param name="Verdict">Of the run.</param>
/// <param name="Changes">Each metric in total and, for journeys of several steps, of each step. Empty where there is nothing to compare.</param>
/// <param name="ConfidencePercent">How sure it is that all intervals together hold what they say.</param>
/// <param name="BaselineRuns">How many runs the baseline is made of.</param>
/// <param name="Reason">One sentence with figures, of the metric that matters most.</param>
public sealed record RunJudgement(
    ChangeVerdict Verdict, IReadOnlyList<MetricChange> Changes, double ConfidencePercent, int BaselineRuns, string Reason);

/// <summary>What became of one metric.</summary>
/// <param name="Step">The step's name; <c>total</c> for all.</param>
/// <param name="Metric">The metric, which also says the unit of all that follows.</param>
/// <param name="Baseline">The mean of the baseline's runs.</param>
/// <param name="Current">The run's own value.</param>
/// <param name="Change">The run's value minus the baseline's.</param>
/// <param name="ChangePercent">The same in percent of the baseline; null where that is 0.</param>
/// <param name="Interval">Where the change lies, at the confidence of the judgement.</param>
/// <param name="MinChange">The change that counts.</param>
/// <param name="Verdict">Of this metric.</param>
public sealed record MetricChange(
    string Step,
    RunMetric Metric,
    double Baseline,
    double Current,
    double Change,
    double? ChangePercent,
    Estimate Interval,
    double MinChange,
    ChangeVerdict Verdict);
