using Curlew.Domain.Regressions;
using Curlew.Domain.Statistics;

namespace Curlew.Domain.Comparisons.Results;

/// <summary>
/// Holds arms against the best of them. That each is compared with the best alone, and not with each other one, keeps the number of questions
/// small and so the answers sharp; that the best was itself chosen by looking is no harm (J. C. Hsu, "Constrained simultaneous confidence
/// intervals for multiple comparisons with the best", Annals of Statistics 12, 1984). Confidence is divided among all of them (Bonferroni).
/// </summary>
public static class ComparisonJudge
{
    /// <summary>A difference in CPU of less than this, in percentage points of a core, does not matter: an idle generator has no trouble.</summary>
    public const double MinCpuPoints = 5;

    private const double Percent = 100;
    private const int Digits = 3;

    /// <summary>What the arms come to, as far as they have been run.</summary>
    public static ComparisonResult Judge(IReadOnlyList<ArmEvidence> evidence, RegressionRules rules)
    {
        var arms = evidence.Select(arm => new JudgedArm(arm, ArmSummary.Of(arm), ArmSummary.CountsOf(arm), ArmSummary.SamplesOf(arm))).ToList();
        var able = arms.Where(arm => arm.Counts.Count > 0).ToList();
        var questions = Math.Max(1, able.Count - 1) * Enum.GetValues<ArmMetric>().Length;
        var confidence = Percent - (rules.FalseAlarmPercent / questions);
        var reference = ReferenceOf(able, confidence, rules);
        List<ArmDifference> differences = reference is null
            ? []
            : [.. able.Where(arm => arm != reference).SelectMany(arm => DifferencesOf(reference, arm, confidence, rules))];
        var results = arms.Select(arm => arm.Result).ToList();
        return new ComparisonResult
        {
            Arms = results,
            Reference = reference?.Result.Name,
            Differences = differences,
            ConfidencePercent = Percent - rules.FalseAlarmPercent,
            Recommendation = Recommender.Recommend(
                results, reference?.Result.Name, differences, evidence.ToDictionary(arm => arm.Name, arm => arm.Departures), rules),
            Notes = ResultNotes.Of(results),
        };
    }

    /// <summary>What a difference comes to, by the same rule as between a run and its baseline.</summary>
    private static ArmVerdict VerdictOf(ArmMetric metric, Estimate change, KnownEnds known, double minChange)
    {
        var verdict = metric == ArmMetric.RequestsPerSecond
            ? ChangeRule.OfGain(change, known, minChange)
            : ChangeRule.Of(change, known, minChange);
        return verdict switch
        {
            ChangeVerdict.Regressed => ArmVerdict.Worse,
            ChangeVerdict.Improved => ArmVerdict.Better,
            ChangeVerdict.Unchanged => ArmVerdict.Same,
            _ => ArmVerdict.Inconclusive,
        };
    }

    /// <summary>Of the arms that do not clearly fail more than the one that fails least, the fastest.</summary>
    private static JudgedArm? ReferenceOf(List<JudgedArm> arms, double confidence, RegressionRules rules)
    {
        if (arms.Count == 0)
            return null;
        var safest = arms.MinBy(arm => (arm.Result.ErrorRatePercent!.Value, P95Of(arm)))!;
        return arms
            .Where(arm => arm == safest
                || VerdictOf(
                    ArmMetric.ErrorRatePercent, ErrorRates.Difference(safest.Counts, arm.Counts, confidence), KnownEnds.Both, rules.MinErrorRatePoints)
                    != ArmVerdict.Worse)
            .MinBy(arm => (P95Of(arm), arm.Result.ErrorRatePercent!.Value));
    }

    private static double P95Of(JudgedArm arm) =>
        arm.Result.ResponseTimeMs.P95?.Value
        ?? arm.Result.Rounds.Where(round => round.IsUsed).Select(round => round.P95Ms).OfType<double>().DefaultIfEmpty(double.MaxValue).Average();

    private static IEnumerable<ArmDifference> DifferencesOf(JudgedArm reference, JudgedArm arm, double confidence, RegressionRules rules)
    {
        var errors = reference.Result.Failed + arm.Result.Failed == 0
            ? NoFailures
            : ErrorRates.Difference(reference.Counts, arm.Counts, confidence);
        yield return Of(
            ArmMetric.ErrorRatePercent,
            reference.Result.ErrorRatePercent!.Value,
            arm.Result.ErrorRatePercent!.Value,
            errors,
            KnownEnds.Both,
            rules.MinErrorRatePoints);
        if (reference.Samples.Count == 0 || arm.Samples.Count == 0)
            yield break;
        foreach (var (metric, measured) in Measured)
        {
            var before = RunEstimates.Of(reference.Samples, step: null, measured, confidence).Value;
            var (change, known) = RunEstimates.Difference(reference.Samples, arm.Samples, step: null, measured, confidence);
            yield return Of(metric, before, before + change.Value, change, known, MinChangeOf(metric, before, rules));
        }

        ArmDifference Of(ArmMetric metric, double before, double value, Estimate change, KnownEnds known, double minChange) =>
            new(arm.Result.Name, metric, Rounded(before), Rounded(value), Rounded(change), Rounded(minChange), VerdictOf(metric, change, known, minChange));
    }

    /// <summary>Where nothing failed there is no difference to speak of, however few requests there were.</summary>
    private static readonly Estimate NoFailures = new(0, 0, 0);

    private static readonly (ArmMetric Metric, RunMetric Measured)[] Measured =
    [
        (ArmMetric.P95Ms, RunMetric.P95),
        (ArmMetric.P99Ms, RunMetric.P99),
        (ArmMetric.RequestsPerSecond, RunMetric.Throughput),
        (ArmMetric.GeneratorCpuPercent, RunMetric.GeneratorCpu),
    ];

    private static double MinChangeOf(ArmMetric metric, double reference, RegressionRules rules) => Math.Max(
        rules.MinChangePercent / Percent * reference,
        metric switch
        {
            ArmMetric.GeneratorCpuPercent => MinCpuPoints,
            ArmMetric.RequestsPerSecond => 0,
            _ => rules.MinChangeMs,
        });

    private static Estimate Rounded(Estimate estimate) => new(Rounded(estimate.Value), Rounded(estimate.Low), Rounded(estimate.High));

    private static double Rounded(double value) => Math.Round(value, Digits);

    private sealed record JudgedArm(
        ArmEvidence Evidence, ArmResult Result, IReadOnlyList<ErrorCount> Counts, IReadOnlyList<RunSample> Samples);
}
