using Curlew.Domain.Regressions;
using Curlew.Service.Regressions;

namespace Curlew.Service.Features.Reports;

/// <summary>What a run changed against its baseline, as test cases.</summary>
/// <remarks>
/// Each metric that regressed is a failure. Without any there is one case, <c>no regression</c>: it passes where the run was compared,
/// and is skipped with the reason where it could not be (not comparable, no baseline yet) or the figures can tell neither. A pipeline
/// shows skipped cases and does not turn red by them: nothing was found to be worse.
/// </remarks>
internal static class JUnitRegression
{
    private const string Name = "no regression";

    /// <summary>The cases.</summary>
    public static IReadOnlyList<JUnitCase> CasesOf(RunRegression regression)
    {
        var regressed = regression.Changes.Where(change => change.Verdict == ChangeVerdict.Regressed && change.Metric != RunMetric.GeneratorCpu);
        return regression.Result switch
        {
            RegressionResult.Regressed => [.. regressed.Select(Failure)],
            RegressionResult.Unchanged or RegressionResult.Improved => [new JUnitCase(Name) { Output = regression.Reason }],
            RegressionResult.NotComparable => [Skipped($"Not comparable: {regression.Reason}")],
            RegressionResult.Inconclusive => [Skipped($"Inconclusive: {regression.Reason}")],
            _ => [Skipped(regression.Reason)],
        };
    }

    private static JUnitCase Failure(RegressionChange change) => new($"{MetricWords.Of(change.Metric)} of {change.Step}")
    {
        Result = JUnitResult.Failure,
        Message = MetricWords.Sentence(change),
        Type = "regression",
    };

    private static JUnitCase Skipped(string why) => new(Name) { Result = JUnitResult.Skipped, Message = why };
}
