using System.Globalization;
using Curlew.Domain.Regressions;

namespace Curlew.Domain.Comparisons.Results;

/// <summary>
/// Says which arm to use. Whether requests succeed comes first, then how long they take (p95, then p99), then what they cost the generator.
/// Connections and how much rounds differ are told, but decide nothing: fewer connections are no better in themselves, and the spread of a few
/// rounds is little evidence. Of arms that are as good, the simplest is named: the one with most settings as they are by default.
/// </summary>
public sealed class Recommender
{
    /// <summary>Of an arm that fails more often than this nobody should be told to use it, in percent.</summary>
    private const double HopelessPercent = 50;

    private static readonly ArmMetric[] Deciding =
        [ArmMetric.P95Ms, ArmMetric.P99Ms, ArmMetric.RequestsPerSecond, ArmMetric.GeneratorCpuPercent];

    private readonly IReadOnlyList<ArmResult> _arms;
    private readonly IReadOnlyList<ArmDifference> _differences;
    private readonly IReadOnlyDictionary<string, int> _departures;
    private readonly RegressionRules _rules;
    private readonly List<string> _reasons = [];

    private Recommender(
        IReadOnlyList<ArmResult> arms, IReadOnlyList<ArmDifference> differences, IReadOnlyDictionary<string, int> departures, RegressionRules rules)
    {
        (_arms, _differences, _departures, _rules) = (arms, differences, departures, rules);
    }

    /// <summary>The recommendation.</summary>
    /// <param name="arms">All arms.</param>
    /// <param name="reference">The arm that the others were held against; null where none has figures.</param>
    /// <param name="differences">How they differ from it.</param>
    /// <param name="departures">How many settings of each arm are not as they are by default.</param>
    /// <param name="rules">What counts as a difference.</param>
    public static Recommendation Recommend(
        IReadOnlyList<ArmResult> arms,
        string? reference,
        IReadOnlyList<ArmDifference> differences,
        IReadOnlyDictionary<string, int> departures,
        RegressionRules rules)
    {
        var recommender = new Recommender(arms, differences, departures, rules);
        return reference is null ? recommender.Nothing() : recommender.Recommend(arms.Single(arm => arm.Name == reference));
    }

    private Recommendation Nothing() => Of(
        RecommendationOutcome.None,
        null,
        [],
        _arms.All(arm => arm.Rounds.Count == 0)
            ? "Nothing has been measured yet."
            : "Nothing can be recommended: no arm has a round whose figures can be used.");

    private Recommendation Recommend(ArmResult reference)
    {
        TellOfThoseWithoutFigures();
        if (reference.ErrorRatePercent!.Value > HopelessPercent)
        {
            _reasons.Add($"{reference.Name} fails least, and fails in {Figure(reference.ErrorRatePercent.Value)} % of requests ({ErrorsOf(reference)}).");
            return Of(
                RecommendationOutcome.None, null, [],
                "Nothing can be recommended: every arm fails in most requests. Make the requests succeed first.");
        }

        var able = _arms.Where(arm => arm.Requests > 0).ToList();
        var left = able.Where(arm => !IsOutForErrors(reference, arm) && !IsOutForUnusedRounds(arm)).ToList();
        foreach (var metric in Deciding)
            left = [.. left.Where(arm => !IsOut(reference, arm, metric)).Except(Beaten(reference, left, metric))];
        if (left.Count == 0)
        {
            return Of(
                RecommendationOutcome.Inconclusive, null, [],
                "Nothing can be recommended: whatever did well also failed in rounds whose figures cannot be used. Mend what made them so, and compare again.");
        }

        var best = left
            .OrderBy(SmallErrors)
            .ThenByDescending(IsBetterInAny)
            .ThenBy(arm => _departures.GetValueOrDefault(arm.Name))
            .ThenBy(arm => arm.Arm)
            .First();
        var asGood = left.Where(arm => arm != best).Select(arm => arm.Name).ToList();
        var unclear = left.Where(arm => arm != reference && IsUnclear(arm)).Select(arm => arm.Name).ToList();
        TellOfTheRest(left, best);
        if (left.Count < _arms.Count)
            return Of(RecommendationOutcome.Arm, best.Name, asGood, SentenceOf(best, asGood), unclear);
        return unclear.Count > 0
            ? Of(
                RecommendationOutcome.Inconclusive, best.Name, asGood,
                $"Nothing shows that the arms differ, but differences that would matter are not ruled out. Until more is measured keep {best.Name}, the simplest.",
                unclear)
            : Of(
                RecommendationOutcome.NoDifference, best.Name, asGood,
                $"No difference that matters. Use {best.Name}, the simplest.");
    }

    private void TellOfThoseWithoutFigures()
    {
        foreach (var arm in _arms.Where(arm => arm.Requests == 0 && arm.Rounds.Count > 0))
            _reasons.Add($"{arm.Name} could not be measured: {arm.Rounds.Select(round => round.Note).LastOrDefault(note => note is not null) ?? "nothing was sent."}");
    }

    private bool IsOutForErrors(ArmResult reference, ArmResult arm)
    {
        if (Find(arm, ArmMetric.ErrorRatePercent) is not { Verdict: ArmVerdict.Worse } difference)
            return false;
        _reasons.Add(
            $"{arm.Name} fails in {Figure(difference.Value)} % of requests ({ErrorsOf(arm)}), {reference.Name} in {Figure(difference.Reference)} %: "
            + $"{Range(difference)} percentage points more.");
        return true;
    }

    /// <summary>
    /// Rounds are left out where the generator could not keep up, and failing is what can overwhelm it: an arm is not to look better for
    /// having failed too much to be measured.
    /// </summary>
    private bool IsOutForUnusedRounds(ArmResult arm)
    {
        var failed = arm.Rounds
            .Where(round => !round.IsUsed && round.ErrorRatePercent - arm.ErrorRatePercent!.Value >= _rules.MinErrorRatePoints)
            .Select(round => $"{Figure(round.ErrorRatePercent!.Value)} % in round {round.Round}")
            .ToList();
        if (failed.Count == 0)
            return false;
        _reasons.Add(
            $"{arm.Name} failed in rounds whose figures cannot be used ({string.Join(", ", failed)}), so its {Figure(arm.ErrorRatePercent!.Value)} % "
            + "of the others tell too little.");
        return true;
    }

    private bool IsOut(ArmResult reference, ArmResult arm, ArmMetric metric)
    {
        if (Find(arm, metric) is not { Verdict: ArmVerdict.Worse } difference)
            return false;
        var (name, unit) = WordsOf(metric);
        _reasons.Add(
            $"{arm.Name}: {name} {Figure(difference.Value)} {unit} against {Figure(difference.Reference)} {unit} with {reference.Name}, "
            + $"{Range(difference)} {unit}{(metric == ArmMetric.RequestsPerSecond ? "" : " more")}.");
        return true;
    }

    /// <summary>
    /// The reference is the fastest, and can be worse in what is asked after speed: then it is out, and so is what is no better than it.
    /// </summary>
    private List<ArmResult> Beaten(ArmResult reference, List<ArmResult> left, ArmMetric metric)
    {
        var better = left.Where(arm => Find(arm, metric) is { Verdict: ArmVerdict.Better }).ToList();
        if (better.Count == 0)
            return [];
        var (name, unit) = WordsOf(metric);
        _reasons.AddRange(better.Select(arm => Find(arm, metric)!).Select(difference =>
            $"{difference.Arm}: {name} {Figure(difference.Value)} {unit} against {Figure(difference.Reference)} {unit} with {reference.Name}, "
            + (metric == ArmMetric.RequestsPerSecond ? $"{Range(difference)} {unit} more." : $"{Figure(-difference.Change.High)} to {Figure(-difference.Change.Low)} {unit} less.")));
        return [.. left.Where(arm => arm == reference || Find(arm, metric) is { Verdict: ArmVerdict.Same })];
    }

    /// <summary>What cannot be told from the reference may be worse than an arm that is better than it.</summary>
    private bool IsBetterInAny(ArmResult arm) => Deciding.Any(metric => Find(arm, metric) is { Verdict: ArmVerdict.Better });

    /// <summary>Failures too few to matter by the rules still decide between arms that are otherwise as good.</summary>
    private double SmallErrors(ArmResult arm) =>
        Find(arm, ArmMetric.ErrorRatePercent) is { Change.Low: > 0 } more ? more.Value : 0;

    private bool IsUnclear(ArmResult arm) =>
        _differences.Any(difference => difference.Arm == arm.Name && difference.Verdict == ArmVerdict.Inconclusive);

    private void TellOfTheRest(List<ArmResult> left, ArmResult best)
    {
        foreach (var arm in left.Where(arm => SmallErrors(arm) > 0))
            _reasons.Add($"{arm.Name} fails in {Figure(arm.ErrorRatePercent!.Value)} % of requests ({ErrorsOf(arm)}), which is more than chance, but little.");
        if (best.Failed == 0)
            _reasons.Add($"{best.Name}: no failures in {best.Requests.ToString("#,0", CultureInfo.InvariantCulture)} requests.");
        if (left.Count > 1)
        {
            _reasons.Add(
                $"{string.Join(", ", left.Select(arm => arm.Name))} differ by less than matters here ({Figure(_rules.MinChangePercent)} % and "
                + $"{Figure(_rules.MinChangeMs)} ms in p95 and p99, {Figure(_rules.MinErrorRatePoints)} percentage points of errors, "
                + $"{Figure(ComparisonJudge.MinCpuPoints)} points of a core), or cannot be told apart.");
        }

        var connections = _arms.Where(arm => arm.Connections is not null).Select(arm => $"{arm.Name} {arm.Connections!.Opened}").ToList();
        if (connections.Count > 0)
            _reasons.Add($"Connections opened: {string.Join(", ", connections)}.");
    }

    private Recommendation Of(
        RecommendationOutcome outcome, string? arm, IReadOnlyList<string> asGood, string sentence, IReadOnlyList<string>? unclear = null) =>
        new(outcome, arm, asGood, $"{sentence} This holds for this target, this load and this generator.", _reasons, Doubts.Of(_arms, unclear ?? []));

    private static string SentenceOf(ArmResult best, List<string> asGood) => asGood.Count == 0
        ? $"Use {best.Name}."
        : $"Use {best.Name}; {string.Join(" and ", asGood)} {(asGood.Count == 1 ? "is" : "are")} as good, as far as this measurement can tell.";

    private ArmDifference? Find(ArmResult arm, ArmMetric metric) =>
        _differences.FirstOrDefault(difference => difference.Arm == arm.Name && difference.Metric == metric);

    private static string ErrorsOf(ArmResult arm)
    {
        var codes = arm.CurlCodes.Take(3).Select(code => $"{code.Count} × {code.Symbol} ({code.Code})").ToList();
        return codes.Count > 0
            ? string.Join(", ", codes)
            : string.Join(", ", arm.Failures.Take(3).Select(failure => $"{failure.Count} × {failure.Kind}"));
    }

    private static string Range(ArmDifference difference) =>
        $"{Figure(difference.Change.Low)} to {Figure(difference.Change.High)}";

    private static (string Name, string Unit) WordsOf(ArmMetric metric) => metric switch
    {
        ArmMetric.P95Ms => ("p95", "ms"),
        ArmMetric.P99Ms => ("p99", "ms"),
        ArmMetric.RequestsPerSecond => ("requests", "per second"),
        ArmMetric.GeneratorCpuPercent => ("CPU of the generator", "% of a core"),
        _ => ("errors", "%"),
    };

    private static string Figure(double value) => value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture);
}
